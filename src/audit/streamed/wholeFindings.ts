import type { Comparison } from '../../dataset/comparison.ts';
import type { EnsembleResult } from '../../reward/ensembleResult.ts';
import { contestedByPopulations } from '../../reward/findings/contested.ts';
import { findAll } from '../../reward/findings/findAll.ts';
import { Pace } from '../../reward/pace.ts';
import type { PopulationViews } from '../../reward/populations/populationViews.ts';
import { ensembleChecks, relationChecks } from './checkLists.ts';
import { labelNumbers } from './judgedChunk.ts';
import type { Judgements } from './judgements.ts';
import { outlinedItems } from './outline.ts';
import { partialEnsemble, preparedWithoutTexts } from './partialEnsemble.ts';
import { PlacedFindings } from './placedFindings.ts';

/**
 * Findings that take a look at the whole file, by place.
 *
 * @param views - what populations of annotators say of all rows; null where there are no two
 */
export async function wholeFindings(
  judgements: Judgements,
  ensemble: EnsembleResult,
  views: PopulationViews | null,
  signal?: AbortSignal,
): Promise<PlacedFindings> {
  const found = new PlacedFindings();
  const { outlines } = judgements;
  const comparisons = outlines.map(({ outline }) => outline.comparison);
  const labels = Int8Array.from(outlines, ({ at }) => judgements.signs.get(at));
  const few = partialEnsemble(outlines.length, {
    labels,
    prepared: preparedWithoutTexts(outlinedItems(outlines.map(({ outline }) => outline))),
    sources: ensemble.sources,
  });
  const options = signal === undefined ? {} : { signal };
  const outlined = Int32Array.from(outlines, ({ at }) => at);
  const some = views && { ...views, forA: ofPlaces(views.forA, outlined), behind: ofPlaces(views.behind, outlined) };
  const related = await findAll(comparisons, few, { ...options, ...(some && { views: some }) }, relationChecks);
  for (const [k, at] of outlined.entries()) for (const finding of related[k]!) found.add(at, finding);
  const pace = new Pace(signal);
  if (views !== null) {
    const seen = new Set(outlined);
    for (let at = 0; at < judgements.length; at++) {
      await pace.step();
      if (seen.has(at) || judgements.audited.get(at) === 0) continue;
      const contested = contestedByPopulations(views, { label: labelNumbers[judgements.labels.get(at)]! }, at);
      if (contested !== null) found.add(at, contested);
    }
  }
  // These checks only ask how many there are.
  const bare = new Array<Comparison>(judgements.length).fill(blank);
  for (const check of ensembleChecks) {
    await check.run(
      { comparisons: bare, ensemble, options: { ...options, ...(views && { views }) }, pace },
      (at, finding) => {
        if (judgements.signs.get(at) !== 0) found.add(at, finding);
      },
    );
  }
  return found;
}

function ofPlaces(columns: readonly Float64Array[], places: Int32Array): Float64Array[] {
  return columns.map(column => Float64Array.from(places, at => column[at]!));
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
