import type { SplitChoice } from '../export/splitByPrompt.ts';
import type { MarginSource } from '../export/strengths.ts';
import { UsageError } from './exitCode.ts';

/** Options of an export that is made for training. */
export const trainingOptions = {
  split: { type: 'string' },
  margin: { type: 'string' },
  'soft-label': { type: 'boolean' },
  card: { type: 'boolean' },
  licence: { type: 'string' },
} as const;

/** The share of `--split`: "0.1" or "10%". @throws UsageError */
export function splitOf(text: string | undefined, seed: number): SplitChoice | null {
  if (text === undefined) return null;
  const match = /^(\d*\.?\d+)\s*(%?)$/.exec(text.trim());
  const testShare = match === null ? Number.NaN : Number(match[1]) / (match[2] === '%' ? 100 : 1);
  if (!(testShare > 0 && testShare < 1)) {
    throw new UsageError(
      `--split ${JSON.stringify(text)}: write the share to test on, between 0 and 1 ("0.1" or "10%").`,
    );
  }
  return { testShare, seed };
}

/** The source of margins that `--margin` names. @throws UsageError */
export function marginOf(text: string | undefined): MarginSource | undefined {
  if (text === undefined || text === 'label-strength' || text === 'preference-strength') return text;
  throw new UsageError(`--margin ${JSON.stringify(text)}: there are label-strength and preference-strength.`);
}
