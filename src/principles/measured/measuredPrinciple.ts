import type { Measures } from '../measure/measures.ts';
import type { PromptMeasures } from '../measure/promptMeasures.ts';
import type { Principle } from '../principle.ts';

/** What a principle is about. */
export type Theme =
  | 'length'
  | 'structure'
  | 'code'
  | 'evidence'
  | 'reasoning'
  | 'tone'
  | 'style'
  | 'safety'
  | 'interaction'
  | 'readability'
  | 'language'
  | 'instructions';

/** When two scores are far enough apart for a vote; otherwise the principle abstains. */
export interface Apart {
  /** For the documentation: "a difference of at least 2". */
  readonly words: string;
  test(higher: number, lower: number): boolean;
}

/** Scores at least `difference` apart. */
export function by(difference: number, unit = ''): Apart {
  return {
    words: `a difference of at least ${difference}${unit && ` ${unit}`}`,
    test: (higher, lower) => higher - lower >= difference - 1e-9,
  };
}

/** The higher at least `factor` times the lower, and at least `least` more. */
export function times(factor: number, least: number, unit: string): Apart {
  return {
    words: `a factor of at least ${factor} and a difference of at least ${least} ${unit}`,
    // Of two negative scores (opposites) the one nearer to zero is higher: compare magnitudes.
    test: (higher, lower) => {
      const [large, small] = [Math.max(Math.abs(higher), Math.abs(lower)), Math.min(Math.abs(higher), Math.abs(lower))];
      return large - small >= least - 1e-9 && large >= factor * small;
    },
  };
}

/** One of the two has it and the other has not. Scores are 0 and 1. */
export const either: Apart = { words: 'one response has it and the other has not', test: (high, low) => high !== low };

/** A principle that a deterministic test votes on. */
export interface MeasuredPrinciple extends Principle {
  readonly origin: 'measured';
  readonly theme: Theme;
  /** The words it looks for are English: abstains unless both responses are. */
  readonly english: boolean;
  readonly apart: Apart;
  /** Higher speaks for the response; null where the principle does not apply to the prompt or response. */
  score(response: Measures, prompt: PromptMeasures): number | null;
}

/** A principle without what follows from its other parts. */
export interface Definition {
  readonly id: string;
  /** Completes "Select the response that ...". */
  readonly short: string;
  readonly apart: Apart;
  readonly english?: boolean;
  readonly score: MeasuredPrinciple['score'];
  /** The contrary principle, where it is one that people hold: its votes are these, negated. */
  readonly contrary?: { readonly id: string; readonly short: string };
}

/** A theme's principles from their definitions; a contrary follows its original. */
export function define(theme: Theme, definitions: readonly Definition[]): MeasuredPrinciple[] {
  return definitions.flatMap(({ id, short, apart, english = false, score, contrary }) => {
    const base = { origin: 'measured', theme, english, apart } as const;
    const principle: MeasuredPrinciple = {
      ...base,
      id,
      short,
      text: sentence(short),
      score,
      ...(contrary && { opposite: contrary.id }),
    };
    if (contrary === undefined) return [principle];
    const negated: MeasuredPrinciple = {
      ...base,
      id: contrary.id,
      short: contrary.short,
      text: sentence(contrary.short),
      opposite: id,
      score: (response, prompt) => {
        const value = score(response, prompt);
        return value === null ? null : -value;
      },
    };
    return [principle, negated];
  });
}

/** The whole sentence of a principle. */
function sentence(short: string): string {
  return `Select the response that ${short}.`;
}

/** Occurrences per 100 words; texts under 25 words count as 25, so that one word does not weigh too much. */
export function rate(count: number, response: Measures): number {
  return (100 * count) / Math.max(response.words, 25);
}

/** 1 for true, 0 for false. */
export const flag = (value: boolean): number => (value ? 1 : 0);
