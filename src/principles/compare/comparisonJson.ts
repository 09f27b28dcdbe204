import type { DatasetsComparison } from './compareDatasets.ts';
import type { ComparedDataset } from './crossReconstruction.ts';

/** Version of the document. */
const version = 1;

/** Two datasets or versions side by side, as one JSON value. Changed labels are named by the lines of both files. */
export function comparisonJson(compared: DatasetsComparison, one: ComparedDataset, other: ComparedDataset): object {
  const { labels, ...rest } = compared;
  return {
    version,
    one: { name: one.name, reconstruction: one.result.reconstruction },
    other: { name: other.name, reconstruction: other.result.reconstruction },
    ...rest,
    labels: {
      ...labels,
      changes: labels.changes.map(change => ({
        lineOne: one.comparisons[change.one]!.line,
        lineOther: other.comparisons[change.other]!.line,
        from: change.from,
        to: change.to,
      })),
    },
  };
}
