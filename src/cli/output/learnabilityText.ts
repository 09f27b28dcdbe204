import type { Learnability } from '../../reward/degree/learnability.ts';
import { count } from './numbers.ts';
import { share } from './populationsText.ts';
import { safeLine } from './safeText.ts';
import type { Style } from './style.ts';

/** How far the reference model ranks pairs as labelled, and the hardest labels. */
export function learnabilityText(
  { judged, ranked, rankedPerToken, loss, hard, hardest }: Learnability,
  {
    model,
    template,
    tooLong,
    empty,
  }: { readonly model: string; readonly template: string; readonly tooLong: number; readonly empty: number },
  style: Style,
): string {
  const left = [
    ...(tooLong > 0 ? [`${count(tooLong)} are too long for it`] : []),
    ...(empty > 0 ? [`${count(empty)} have an empty response`] : []),
  ];
  return [
    style.bold(`${count(judged)} labels under ${safeLine(model, 60)}, written as ${template}`),
    ...(left.length > 0 ? [`Not judged: ${left.join(', ')}.`] : []),
    ...(ranked === null || rankedPerToken === null || loss === null
      ? []
      : [
          `Ranking accuracy: ${share(ranked)} have the chosen response more likely, ${share(rankedPerToken)} per token (sums favour the shorter).`,
          `DPO (beta 0.1) starts at a loss of 0.69 and has to reach ${loss.median.toPrecision(2)} for half of the labels, ${loss.lowTenth.toPrecision(2)} for a tenth, before it ranks them so.`,
          `Hard to learn, right or wrong: ${count(hard)}.`,
        ]),
    ...hardest.map(
      ({ line, gap, loss: own }) =>
        `  line ${count(line)}: the rejected response is ${gap.toFixed(0)} nats more likely; loss ${own.toPrecision(2)}`,
    ),
    ...(hard > hardest.length ? [`  and ${count(hard - hardest.length)} more`] : []),
  ].join('\n');
}
