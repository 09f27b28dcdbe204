import { basename } from 'node:path';
import type { ComparisonDocument } from '../editor/comparisonDocument.ts';
import type { OpenComparisons } from '../editor/openComparisons.ts';
import { HostError } from '../hostError.ts';
import { modelText } from './modelText.ts';

/** Which dataset a tool is about. */
export interface OnFile {
  /** Name or path of a file that is open in a comparison editor; absent: the one used last. */
  readonly file?: string;
}

/** The open dataset that a tool's input names. @throws HostError that says to the model what there is */
export function toolDocument({ file }: OnFile, comparisons: OpenComparisons): ComparisonDocument {
  const documents = [...new Set(comparisons.all.map(({ document }) => document))];
  const latest = documents.length === 0 ? undefined : comparisons.latest?.document;
  if (latest === undefined) {
    throw new HostError(
      'No dataset is open as comparisons. Ask the user to open one: “Open as Comparisons” in the context menu of the file.',
    );
  }
  if (file === undefined || file === '') return latest;
  const named = documents.filter(({ uri }) => uri.fsPath === file || basename(uri.fsPath) === basename(file));
  if (named.length === 1) return named[0]!;
  const names = documents.map(({ uri, name }) => (named.length > 1 ? uri.fsPath : name)).join(', ');
  throw new HostError(
    `${named.length > 1 ? 'Several files of this name are' : 'No such file is'} open as comparisons: ${modelText(file, 200)}. Open: ${names}.`,
  );
}

/** The 0-based row of a comparison that a tool's input names by its number from 1. @throws HostError if there is none */
export function rowOf(comparison: number, { name, opened }: ComparisonDocument, rowCount = opened.rowCount): number {
  if (Number.isInteger(comparison) && comparison >= 1 && comparison <= rowCount) return comparison - 1;
  throw new HostError(`${name} has comparisons 1 to ${rowCount}; there is no comparison ${comparison}.`);
}
