import type { Figures } from '../reward/figures.ts';
import { findingKinds } from '../reward/finding.ts';
import { UsageError } from './exitCode.ts';
import { didYouMean } from './nearest.ts';

/** A condition on the result under which `pairlens audit` ends with exit code 1. */
export interface Threshold {
  /** As it was written. */
  readonly text: string;
  readonly name: string;
  readonly operator: '>' | '>=' | '<' | '<=' | '=';
  readonly value: number;
  /** The value is a share of all comparisons (it was written with %). */
  readonly share: boolean;
}

/** What a threshold came to. */
export type ThresholdResult =
  | { readonly met: boolean; readonly actual: number }
  /** It can't be known; with the reason. */
  | { readonly unknown: string };

/** Figures that a threshold may name beside the findings; null: not known, with the reason. */
const figureNames: Record<string, (figures: Figures) => number | { readonly unknown: string }> = {
  accuracy: f => f.accuracy?.value ?? { unknown: 'there are too few decisive labels for an out-of-fold accuracy' },
  auroc: f => f.auroc?.value ?? { unknown: 'there are too few decisive labels for an out-of-fold AUROC' },
  flip_rate: f => (f.flipRate.known ? f.flipRate.rate : { unknown: f.flipRate.why }),
  longer_preferred: f => f.longerWins?.value ?? { unknown: 'there are too few decisive labels' },
  first_preferred: f => f.firstPreferred?.value ?? { unknown: 'the file does not record positions' },
  comparisons: f => f.comparisons,
  labelled: f => f.labelled,
  unlabelled: f => f.unlabelled,
  ties: f => f.ties,
  both_bad: f => f.bothBad,
};

/** Figures that are shares already: a value with % is divided by 100, not by the number of comparisons. */
const shares = new Set(['accuracy', 'auroc', 'flip_rate', 'longer_preferred', 'first_preferred']);

/** Names that a threshold may start with. */
export const thresholdNames: readonly string[] = [...findingKinds, ...Object.keys(figureNames)];

/**
 * Reads `duplicate>0`, `suspect>5%` or `accuracy<0.6`.
 *
 * @throws UsageError if it can't be understood
 */
export function parseThreshold(text: string): Threshold {
  const match = /^\s*([a-z][a-z_-]*)\s*(>=|<=|>|<|==?)\s*(\d+(?:\.\d+)?|\.\d+)\s*(%?)\s*$/.exec(text);
  if (match === null) {
    throw new UsageError(
      `--fail-on ${JSON.stringify(text)}: write a name, a sign and a number, as in "duplicate>0" or "suspect>5%".`,
    );
  }
  const [, name = '', operator = '', number, percent] = match;
  if (!thresholdNames.includes(name)) {
    throw new UsageError(
      `--fail-on ${JSON.stringify(text)}: there is no figure "${name}".${didYouMean(name, thresholdNames)} Names: ${thresholdNames.join(', ')}.`,
    );
  }
  const share = percent === '%';
  return {
    text,
    name,
    operator: (operator === '==' ? '=' : operator) as Threshold['operator'],
    value: share ? Number(number) / 100 : Number(number),
    share,
  };
}

/** Compares a threshold with the figures of an audit. */
export function evaluateThreshold(threshold: Threshold, figures: Figures): ThresholdResult {
  const { name, share } = threshold;
  const figure = figureNames[name]?.(figures) ?? figures.findings[name as keyof Figures['findings']] ?? 0;
  if (typeof figure === 'object') return figure;
  const total = figures.comparisons + figures.malformed;
  const actual = share && !shares.has(name) ? (total === 0 ? 0 : figure / total) : figure;
  return { met: holds(actual, threshold), actual };
}

function holds(actual: number, { operator, value }: Threshold): boolean {
  switch (operator) {
    case '>':
      return actual > value;
    case '>=':
      return actual >= value;
    case '<':
      return actual < value;
    case '<=':
      return actual <= value;
    case '=':
      return actual === value;
  }
}
