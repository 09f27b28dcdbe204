import { DatasetError } from '../dataset/datasetError.ts';
import { type DraftKind, draftRecord } from '../dataset/draftRecord.ts';
import type { Action, AdditionAction } from '../edits/action.ts';
import type { Addition } from '../edits/addition.ts';
import { decisionAt } from '../edits/decisions.ts';
import type { OpenDocument } from './openDocument.ts';
import { UserError } from './userError.ts';

/**
 * A comparison that can be added behind a row, under a number of its own. Nothing is added by it.
 *
 * @throws UserError where the file or its format can't take it
 */
export function draft(
  doc: OpenDocument,
  row: number,
  kind: DraftKind,
): Promise<{ readonly row: number; readonly addition: Addition }> {
  return doc.turns.run(async () => {
    await doc.facts;
    const { dataset, params } = doc;
    if (!dataset.writable.file) {
      throw new UserError(`No comparison can be added to this file: ${dataset.writable.why}.`);
    }
    if (!params.applyToRecord) {
      throw new UserError(
        'A comparison is added to the file itself, and the setting pairlens.applyToRecord says that it is not written to.',
      );
    }
    if (!doc.has(row)) throw new UserError('There is no such comparison any more.');
    const bytes = doc.touched.get(row)?.bytes ?? (await dataset.readBytes(row));
    try {
      const record = draftRecord(dataset, bytes, decisionAt(doc.decisions, row), kind);
      return { row: doc.added.nextRow(), addition: { after: doc.added.baseOf(row), record } };
    } catch (error) {
      throw error instanceof DatasetError ? new UserError(`${sentence(error.problem)}.`) : error;
    }
  });
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What an action adds and takes away, in order. */
export function* additionsOf(action: Action): Generator<AdditionAction> {
  if (action.type === 'batch') for (const step of action.actions) yield* additionsOf(step);
  else if (action.type === 'addition') yield action;
}
