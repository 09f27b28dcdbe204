import { join } from 'node:path';
import type { Share } from '../../src/principles/principlesResult.ts';
import { synthetic } from '../principles/sets.ts';
import type { Bench } from './bench.ts';
import { prepare } from './bench.ts';
import { runPairLens } from './pairLensRun.ts';
import { checkable } from './planted.ts';

const mentions =
  (pattern: RegExp) =>
  (text: string): number =>
    Number(pattern.test(text));

/** What the labels of the orthogonal set follow, by its words, and rules that they do not. */
const rules = new Map<string, (text: string) => number>([
  ['Select the response that is about a cat.', mentions(/\b(?:cats?|kitten|feline|purr\w*)\b/iu)],
  ['Select the response that recommends lemon.', mentions(/\blemon\b/iu)],
  ['Select the response that recommends blue.', mentions(/\bblue\b/iu)],
  ['Select the response that is cheerful.', mentions(/\bcheers|joy|happy|fun\b/iu)],
  ['Select the response that names a person.', mentions(/\b(?:Sarah|John|Tom|Lily)\b/u)],
  ['Select the response that ends politely.', mentions(/cheers\.?\s*$/iu)],
  ...checkable,
]);

const percent = (share: number): string => (100 * share).toFixed(1);
const shown = (share: Share | null): string =>
  share === null ? '–' : `${percent(share.value)} (${percent(share.low)}–${percent(share.high)})`;

/** ICAI's synthetic sets, with a scripted judge in place of a model: what the algorithm makes of votes that are right. */
export async function* syntheticRows({ llm, work }: Bench, data: string): AsyncGenerator<string> {
  for (const set of synthetic) {
    const comparisons = await set.load(data, work);
    prepare(llm, { rules, errors: 0, first: 0 }, 0);
    const run = await runPairLens(
      { base: llm.url, comparisons, own: [], settings: { judge: false } },
      join(work, set.name),
    );
    const { selected, five } = run;
    const cells = [selected, five].flatMap(({ inSample, heldOut }) => [percent(inSample), shown(heldOut)]);
    yield `| ${[set.name, comparisons.length, ...cells, selected.rules.join(' ')].join(' | ')} |`;
  }
}
