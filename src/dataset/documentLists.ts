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
  const shared = {
    annotators: isObject(annotators) ? annotators : {},
    default: own(own(document, 'metadata'), 'default_annotator') ?? null,
  };
  const handle = await open(target, 'wx', 0o600);
  try {
    for (const comparison of comparisons) {
      const record = isObject(comparison) ? { ...comparison, [documentKey]: shared } : comparison;
      await handle.writeFile(`${JSON.stringify(record)}\n`);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}
