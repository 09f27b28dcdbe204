import type { TrainingParams, TrainingTarget } from '../../protocol/training.ts';
import type { CommandServices } from './services.ts';

/** The options of an export for training. */
export type TrainingOptions = Pick<TrainingParams, 'margin' | 'softLabel' | 'testShare' | 'card'>;

type Option = 'split' | 'card' | 'strength' | 'soft';

/** Asks for the options that go with a format; undefined: the user changed their mind. */
export async function trainingOptions(
  { margin }: TrainingTarget,
  audited: boolean,
  { dialogs }: CommandServices,
): Promise<TrainingOptions | undefined> {
  const offered: { readonly label: string; readonly description: string; readonly option: Option }[] = [
    {
      label: 'Split off a test set',
      description: 'by prompt, near-duplicate prompts together, so that nothing leaks',
      option: 'split',
    },
    { label: 'Data card', description: 'what was left out and why, figures, hashes; beside the file', option: 'card' },
    ...(audited && margin
      ? [
          {
            label: 'Margins from preference strength',
            description: 'of the ensemble, instead of the file’s label strength',
            option: 'strength' as const,
          },
        ]
      : []),
    ...(audited
      ? [
          {
            label: 'Soft labels',
            description: 'the probability that the chosen response is the better one, as soft_label',
            option: 'soft' as const,
          },
        ]
      : []),
  ];
  const chosen = await dialogs.pickMany(offered, { title: 'Export for training: options' });
  if (chosen === undefined) return undefined;
  const has = (option: Option): boolean => chosen.some(one => one.option === option);
  const testShare = has('split') ? await askShare({ dialogs }) : null;
  if (testShare === undefined) return undefined;
  const licence = has('card')
    ? await dialogs.input({
        title: 'Licence of the data, for the data card',
        prompt: 'As it is to stand in the card; empty: the card says that none was given.',
      })
    : '';
  if (licence === undefined) return undefined;
  return {
    margin: margin ? (has('strength') ? 'preference-strength' : 'label-strength') : null,
    softLabel: has('soft'),
    testShare,
    card: has('card') ? { licence: licence.trim() === '' ? null : licence.trim() } : null,
  };
}

async function askShare({ dialogs }: Pick<CommandServices, 'dialogs'>): Promise<number | undefined> {
  const text = await dialogs.input({
    title: 'Share to test on',
    prompt: 'In per cent.',
    value: '10',
    validateInput: value => (shareOf(value) === null ? 'Type a number between 0 and 100.' : null),
  });
  return text === undefined ? undefined : (shareOf(text) ?? undefined);
}

function shareOf(text: string): number | null {
  const percent = Number(text.replace('%', '').trim() || Number.NaN);
  return percent > 0 && percent < 100 ? percent / 100 : null;
}
