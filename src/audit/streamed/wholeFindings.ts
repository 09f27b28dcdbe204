import type { Comparison } from '../../dataset/comparison.ts';
import type { EnsembleResult } from '../../reward/ensembleResult.ts';
import type { Finding } from '../../reward/finding.ts';
import { findAll } from '../../reward/findings/findAll.ts';
import { Pace } from '../../reward/pace.ts';
import { ensembleChecks, relationChecks } from './checkLists.ts';
import type { Judgements } from './judgements.ts';
import { outlinedItems } from './outline.ts';
import { partialEnsemble, preparedWithoutTexts } from './partialEnsemble.ts';

/** Findings that take a look at the whole file, by place. */
export async function wholeFindings(
  judgements: Judgements,
  ensemble: EnsembleResult,
  signal?: AbortSignal,
): Promise<Map<number, Finding[]>> {
  const found = new Map<number, Finding[]>();
  const add = (at: number, findings: readonly Finding[]): void => {
    if (findings.length > 0) found.set(at, [...(found.get(at) ?? []), ...findings]);
  };
  const { outlines } = judgements;
  const comparisons = outlines.map(({ outline }) => outline.comparison);
  const labels = Int8Array.from(outlines, ({ at }) => judgements.signs.get(at));
  const few = partialEnsemble(outlines.length, {
    labels,
    prepared: preparedWithoutTexts(outlinedItems(outlines.map(({ outline }) => outline))),
    sources: ensemble.sources,
  });
  const options = signal === undefined ? {} : { signal };
  const related = await findAll(comparisons, few, options, relationChecks);
  for (const [k, { at }] of outlines.entries()) add(at, related[k]!);
  const pace = new Pace(signal);
  // These checks only ask how many there are.
  const bare = new Array<Comparison>(judgements.length).fill(blank);
  for (const check of ensembleChecks) {
    await check.run({ comparisons: bare, ensemble, options, pace }, (at, finding) => {
      if (judgements.signs.get(at) !== 0) add(at, [finding]);
    });
  }
  return found;
}

const blank: Comparison = {
  row: 0,
  line: 0,
  key: '',
  prompt: [],
  a: { messages: [] },
  b: { messages: [] },
  label: null,
  annotations: [],
  positioned: false,
  fields: {},
};
