import type { Decision } from '../edits/decision.ts';
import type { Container } from './container.ts';
import { DatasetError } from './datasetError.ts';
import type { Choice } from './detectFormat.ts';

/** A record after a decision, and what of the decision it can't hold. */
export interface Written {
  readonly bytes: Buffer;
  /** In words: "a tie". */
  readonly notExpressed: readonly string[];
}

/**
 * Applies a decision to the original source bytes of a record. The bytes are returned as they are where the record has
 * nothing to change: no verdict, `drop` and `later` (which only the sidecar holds), or a malformed record.
 */
export function writeDecision(
  original: Buffer,
  decision: Decision,
  { container, choice: { format, map } }: { readonly container: Container; readonly choice: Choice },
): Written {
  if (!concernsRecord(decision)) return { bytes: original, notExpressed: [] };
  const text = original.toString('utf8');
  const parsed = container.parse(text);
  const read = parsed.ok ? format.read(parsed.record, map) : null;
  if (!parsed.ok || !read?.ok) return { bytes: original, notExpressed: ['a decision about a malformed record'] };
  const { patches, notExpressed } = format.write(parsed.record, read.comparison, decision, map);
  if (patches.length === 0) return { bytes: original, notExpressed };
  return { bytes: Buffer.from(container.patch(text, patches), 'utf8'), notExpressed };
}

/** True if a record might have to be changed for the decision: `drop` and `later` are for the sidecar only. */
export function concernsRecord({ verdict, texts }: Decision): boolean {
  return Object.keys(texts).length > 0 || !(verdict === null || verdict === 'drop' || verdict === 'later');
}

/** Wraps what a patch that does not fit throws: names the line, as the user needs it. */
export function patchTrouble(path: string, line: number, error: unknown): DatasetError {
  const why = error instanceof Error ? error.message : String(error);
  return new DatasetError(
    'unreadable',
    path,
    `the change can't be written into the record (${why})`,
    'Take the change back, or correct the record in a text editor',
    line,
  );
}
