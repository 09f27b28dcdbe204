import { type Comparison, textOf } from '../../dataset/comparison.ts';
import { referenceMargin } from '../../reward/findings/hard.ts';
import type { Items } from '../../reward/items.ts';
import { hash53 } from './hash53.ts';
import type { PairHashes } from './pairHashes.ts';

/** A comparison without its texts, and what names them: all that checks need which set comparisons side by side. */
export interface Outline {
  readonly comparison: Comparison;
  readonly hashes: PairHashes;
}

const keptFields = [
  'split',
  'ref_chosen_logps',
  'ref_rejected_logps',
  'reference_chosen_logps',
  'reference_rejected_logps',
  'ref_logps_a',
  'ref_logps_b',
];
/** Shorter prompts are in every split. */
const shortestPrompt = 20;

/** True where a check that sets comparisons side by side may find something of it, even if its texts are in no other. */
export function stands(comparison: Comparison, inverted: ReadonlySet<string>): boolean {
  const { a, b, annotations, fields, source } = comparison;
  return (
    annotations.length > 1 ||
    a.score !== undefined ||
    b.score !== undefined ||
    typeof fields.split === 'string' ||
    !Number.isNaN(referenceMargin(comparison)) ||
    (source !== undefined && inverted.has(source))
  );
}

/** The prompt's words, letters and digits only, stand as a hash in its place: equal prompts stay equal. */
export function outlineOf(comparison: Comparison, hashes: PairHashes): Outline {
  const { row, line, key, prompt, promptB, a, b, label, annotations, source, positioned, turned, fields } = comparison;
  const plain = textOf(prompt)
    .slice(0, 20_000)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const content = plain.length < shortestPrompt ? '' : hash53(plain).toString(16).padStart(shortestPrompt, '0');
  const bare = ({ score }: Comparison['a']): Comparison['a'] => ({
    messages: [],
    ...(score !== undefined && { score }),
  });
  const kept = Object.entries(fields).filter(([name]) => keptFields.includes(name));
  return {
    comparison: {
      row,
      line,
      key,
      prompt: [{ role: 'user', content }],
      ...(promptB && { promptB: [] }),
      a: bare(a),
      b: bare(b),
      label,
      annotations: annotations.map(({ annotator, label: said }) => ({ annotator, label: said })),
      ...(source !== undefined && { source }),
      positioned,
      ...(turned && { turned }),
      fields: Object.fromEntries(kept),
    },
    hashes,
  };
}

/** Which outlines share prompts and responses. There are no texts. */
export function outlinedItems(outlines: readonly Outline[]): Items {
  const prompts = new Map<number, number>();
  const items = new Map<number, number>();
  const promptOf: number[] = [];
  const promptId = (hash: number): number => {
    if (!prompts.has(hash)) prompts.set(hash, prompts.size);
    return prompts.get(hash)!;
  };
  const itemId = (hash: number, prompt: number): number => {
    const known = items.get(hash);
    if (known !== undefined) return known;
    items.set(hash, promptOf.length);
    return promptOf.push(prompt) - 1;
  };
  const promptOfRow = Int32Array.from(outlines, ({ hashes }) => promptId(hashes.prompt));
  const a = Int32Array.from(outlines, ({ hashes }, i) => itemId(hashes.a, promptOfRow[i]!));
  // Where the sides do not share their prompt, no check asks for the other's.
  const b = Int32Array.from(outlines, ({ comparison, hashes }, i) =>
    itemId(hashes.b, comparison.promptB === undefined ? promptOfRow[i]! : -1 - i),
  );
  return {
    texts: [],
    models: [],
    prompts: [],
    promptOf: Int32Array.from(promptOf),
    promptOfRow,
    a,
    b,
  };
}
