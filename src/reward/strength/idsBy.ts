import type { Comparison } from '../../dataset/comparison.ts';
import type { Items } from '../items.ts';

/** The ids of a comparison's responses a and b; null where it has none for one of them. */
export type IdsOf = (comparison: Comparison, at: number) => readonly [a: string, b: string] | null;

/** Names that the two fields of an id may have, given what both have in common. */
const fieldPairs = (name: string): readonly (readonly [a: string, b: string, ofText: boolean])[] => [
  [`${name}_a`, `${name}_b`, false],
  [`${name}_A`, `${name}_B`, false],
  [`${name}_1`, `${name}_2`, false],
  [`${name}1`, `${name}2`, false],
  [`${name}_chosen`, `${name}_rejected`, true],
  [`chosen_${name}`, `rejected_${name}`, true],
];

/** A column that can't be used for ids, with what can. */
export class NoSuchIds extends Error {
  override readonly name = 'NoSuchIds';
}

/** Longest name of a text. */
const textName = 60;

/**
 * How to tell what stands against what.
 *
 * @param of - `response_model`: the models that wrote the responses; `response`: the texts; else the common part of two
 * fields' names (`system` for `system_a` and `system_b`)
 * @throws NoSuchIds where no comparison has such fields
 */
export function idsBy(of: string, comparisons: readonly Comparison[], items: Items): IdsOf {
  if (of === 'response_model') {
    return ({ a, b }) => (a.model === undefined || b.model === undefined ? null : [a.model, b.model]);
  }
  if (of === 'response') {
    const name = (item: number): string => `#${item + 1} ${shortened(items.texts[item]!)}`;
    return (_, at) => [name(items.a[at]!), name(items.b[at]!)];
  }
  const pair = fieldPairs(of).find(([a, b, ofText]) =>
    // Where the file has a label of its own, "chosen" need not be response a.
    comparisons.some(c => text(c, a) !== null && text(c, b) !== null && !(ofText && c.positioned)),
  );
  if (pair === undefined) {
    throw new NoSuchIds(
      `No comparison has two fields that name its responses by ${JSON.stringify(of)} (such as ${of}_a and ${of}_b).${known(comparisons)} "response_model" takes the models that the file names, "response" the texts.`,
    );
  }
  const [fieldA, fieldB, ofText] = pair;
  return comparison => {
    const [a, b] = [text(comparison, fieldA), text(comparison, fieldB)];
    if (a === null || b === null) return null;
    // Fields named after a text go with it when a saved verdict exchanges the two; others stay where they are.
    return comparison.turned && !ofText ? [b, a] : [a, b];
  };
}

function known(comparisons: readonly Comparison[]): string {
  const names = new Set(comparisons.slice(0, 500).flatMap(({ fields }) => Object.keys(fields)));
  const bases = [...names].flatMap(name => {
    const base = name.replace(/_?[aA1]$/, '');
    return base !== name && base !== '' && fieldPairs(base).some(([a, b]) => a === name && names.has(b)) ? [base] : [];
  });
  return bases.length === 0 ? '' : ` There are: ${[...new Set(bases)].slice(0, 10).join(', ')}.`;
}

function text({ fields }: Comparison, name: string): string | null {
  const value = Object.hasOwn(fields, name) ? fields[name] : null;
  return value === null || value === undefined || value === '' ? null : String(value);
}

function shortened(whole: string): string {
  const line = whole.trim().replace(/\s+/g, ' ');
  return line.length <= textName ? line : `${line.slice(0, textName - 1)}…`;
}
