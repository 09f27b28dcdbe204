import type { Smoothing } from '../smoothing.ts';

/** What a training run is told of the export. */
export interface TrainerContext {
  /** Names of the files, without folders; no test file: null. */
  readonly train: string;
  readonly test: string | null;
  readonly smoothing: Smoothing;
  /** Good and bad responses in the training file; null where it holds pairs. */
  readonly unpaired: { readonly good: number; readonly bad: number } | null;
  /** Where the margins are from, in words; null: the records hold none. */
  readonly margin: string | null;
}

/** Lines for a trainer's configuration, and why they are so. */
export interface TrainerLines {
  /** Name, with the versions that the lines are for. */
  readonly trainer: string;
  readonly language: 'python' | 'yaml' | 'json' | 'bash' | 'text';
  readonly lines: string;
  /** Sentences. */
  readonly why: readonly string[];
}

/** Makes the lines for one trainer. */
export type Trainer = (context: TrainerContext) => TrainerLines;

/** What is known of the labels, and how an option takes it; `means` is told only where a value is set. */
export function noiseWhy({ kind, basis }: Smoothing, means: string): string[] {
  return kind === 'set' ? [basis, means] : kind === 'none-needed' ? [basis, 'No smoothing is needed.'] : [basis];
}

/** For trainers whose loss has no option for noise. */
export function noOption({ kind, basis }: Smoothing): string[] {
  if (kind !== 'set') return [basis];
  return [basis, 'It has no option for that: leave suspect comparisons out rather than train on them.'];
}

/** JSON text of a value, for code in Python, YAML and JSON. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}
