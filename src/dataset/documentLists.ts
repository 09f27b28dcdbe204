import { type FileHandle, open } from 'node:fs/promises';
import { isObject, own } from './ownValue.ts';

/** Larger documents are not read: they must be held as a whole. */
export const maxDocumentBytes = 400 << 20;

/** Part of the name of a copy that `splitDocument` made. */
export const documentKind = 'document';

/** True if the head of a file is that of an AnnotatedPairs document (`metadata` first, as its writers do). */
export function isAnnotatedPairs(head: Buffer): boolean {
  const text = head.toString('utf8', 0, 4096);
  return (
    /^\uFEFF?\s*\{\s*"(metadata|annotators|comparisons)"\s*:\s*[[{]/.test(text) && !/^\S[^\n]*\}\s*\n\s*\{/.test(text)
  );
}

/** Lines that are written at once. */
const together = 256;

/** The key under which a comparison of an AnnotatedPairs document holds what the document says of all of them. */
export const documentKey = '\u0000pairlens:document';

/**
 * Writes an AnnotatedPairs document as one record a line: each comparison, with the document's annotators beside it.
 *
 * @throws {SyntaxError} if the text is not JSON
 * @throws {RangeError} if it is no AnnotatedPairs document
 */
export async function splitDocument(source: FileHandle, target: string): Promise<void> {
  const text = (await source.readFile('utf8')).replace(/^\uFEFF/, '');
  const document: unknown = JSON.parse(text);
  const comparisons = own(document, 'comparisons');
  if (!Array.isArray(comparisons)) throw new RangeError('it has no list `comparisons`');
  const annotators = own(document, 'annotators');
  const chosen = own(own(document, 'metadata'), 'default_annotator') ?? null;
  // Of the annotators, those of the comparison only: a crowd of thousands need not be repeated on each line.
  const sharedBy = (comparison: unknown): object => {
    const said = own(comparison, 'annotations');
    const ids = Object.keys(isObject(said) ? said : {});
    return { annotators: Object.fromEntries(ids.map(id => [id, own(annotators, id) ?? {}])), default: chosen };
  };
  const handle = await open(target, 'wx', 0o600);
  try {
    let pending: string[] = [];
    for (const comparison of comparisons) {
      const record = isObject(comparison) ? { ...comparison, [documentKey]: sharedBy(comparison) } : comparison;
      if (pending.push(`${JSON.stringify(record)}\n`) < together) continue;
      await handle.writeFile(pending.join(''));
      pending = [];
    }
    await handle.writeFile(pending.join(''));
    await handle.sync();
  } finally {
    await handle.close();
  }
}
