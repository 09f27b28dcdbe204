import { recordStart } from './addedRecords.ts';
import { chooseContainer } from './chooseContainer.ts';
import type { Container } from './container.ts';
import type { OpenOptions } from './dataset.ts';
import { indexFile } from './indexFile.ts';
import type { Indexing } from './indexing.ts';
import type { OpenedText } from './openText.ts';
import { RecordIndex } from './recordIndex.ts';

/** The records of a text, as far as they are found. */
export interface Records {
  readonly text: OpenedText;
  readonly container: Container;
  readonly index: RecordIndex;
  readonly indexing: Indexing;
}

/** Begins to look for the records of a text, in the background. */
export async function findRecords(
  path: string,
  text: OpenedText,
  { written = [], onProgress }: Pick<OpenOptions, 'written' | 'onProgress'>,
  abort: AbortController,
): Promise<Records> {
  const { source } = text;
  const chunks = source.chunks();
  const head = (await chunks.next()).value ?? Buffer.alloc(0);
  const container = chooseContainer(path, text.extension, head);
  const index = new RecordIndex(new Set(written.map(([, record]) => recordStart(record))));
  const splitter = container.splitter(index);
  const rest = head.subarray(container.start);
  const indexing = indexFile({ path, source, chunks, head: rest, splitter, index, abort, onProgress });
  return { text, container, index, indexing };
}
