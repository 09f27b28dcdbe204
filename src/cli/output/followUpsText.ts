import type { FollowUpAgreement } from '../../principles/followUps/followUpAgreement.ts';
import { count } from './numbers.ts';
import { share } from './populationsText.ts';
import { safeLine } from './safeText.ts';
import type { Style } from './style.ts';
import { textTable } from './textTable.ts';

/** How far the likelihood of follow-ups goes with the labels, together and each alone. */
export function followUpsText(
  { judged, agree, each }: FollowUpAgreement,
  { model, template, lost }: { readonly model: string; readonly template: string; readonly lost: number },
  style: Style,
): string {
  return [
    style.bold(`${count(judged)} comparisons by follow-ups under ${safeLine(model, 60)}, written as ${template}`),
    ...(lost > 0 ? [`Not judged: ${count(lost)}, too long for the model or without an answer.`] : []),
    ...(agree === null
      ? ['No label prefers a response that was judged.']
      : [
          `Of ${count(agree.n)} labels, ${share(agree)} have the response behind which pleased words are likelier than displeased ones.`,
          textTable(
            [{ heading: 'follow-up' }, { heading: 'is' }, { heading: 'agrees with labels', right: true }],
            each.map(one => [
              one.text,
              one.sign > 0 ? 'pleased' : 'displeased',
              one.agree === null ? '-' : share(one.agree),
            ]),
          ),
        ]),
  ].join('\n');
}
