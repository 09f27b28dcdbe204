import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { atomicWrite } from '../dataset/atomicWrite.ts';
import type { Dataset } from '../dataset/dataset.ts';
import type { Audit, AuditedRow } from './audit.ts';
import { boundedLines, type LineBounds } from './boundedLines.ts';
import { RowCollector } from './packed/rowCollector.ts';

/** A finished audit and what it rests on. */
export interface StoredAudit {
  readonly audit: Audit;
  /** What was decided about rows when they were audited: see `decisionSignature`. Rows without a decision are not in it. */
  readonly decided: ReadonlyMap<number, string>;
  /** Rows whose record has changed since. */
  readonly stale: readonly number[];
}

/** Layout of stored audits. What was stored in another is not read. */
const layout = 6;

interface Head {
  readonly store: typeof layout;
  readonly head: Omit<Audit, 'rows'>;
  readonly decided: readonly (readonly [number, string])[];
  readonly stale: readonly number[];
  readonly rows: number;
}

/** Rows that are written or read in one go. */
const batchSize = 256;

/**
 * Path of the stored audit of a dataset's present content, as its format reads it.
 *
 * @param variant tells apart audits of one content that are not the same (another seed, other decisions)
 */
export function auditPath(storage: string, { fingerprint, format, map }: Dataset, variant = ''): string {
  const { size, hash } = fingerprint;
  const name = createHash('sha256')
    .update(
      JSON.stringify([
        layout,
        size,
        hash,
        format.id,
        map,
        variant,
        ...(format.pairs === undefined ? [] : [format.pairs]),
      ]),
    )
    .digest('hex')
    .slice(0, 32);
  return join(storage, 'audits', `${name}.jsonl`);
}

/** Writes an audit: a head line, then a line per row. The file is whole or not there. */
export async function storeAudit(path: string, { audit, decided, stale }: StoredAudit): Promise<void> {
  const { rows, ...head } = audit;
  const first: Head = { store: layout, head, decided: [...decided], stale, rows: rows.length };
  await mkdir(dirname(path), { recursive: true });
  await atomicWrite(path, async handle => {
    await handle.writeFile(`${JSON.stringify(first)}\n`);
    for (let start = 0; start < rows.length; start += batchSize) {
      const lines = rows.slice(start, start + batchSize).map(row => `${JSON.stringify(row)}\n`);
      await handle.writeFile(lines.join(''));
    }
  });
}

/** The file is the program's own. */
const unbounded: LineBounds = { line: Number.POSITIVE_INFINITY, average: Number.POSITIVE_INFINITY };

/** Reads a stored audit; null if there is none, or none that can be read whole. */
export async function loadAudit(path: string): Promise<StoredAudit | null> {
  const stream = createReadStream(path, { highWaterMark: 64 << 10 });
  let head: Head | null = null;
  const collected = new RowCollector();
  let count = 0;
  try {
    for await (const line of boundedLines(stream, unbounded)) {
      if (head === null) head = JSON.parse(line) as Head;
      else {
        collected.add(JSON.parse(line) as AuditedRow);
        count++;
      }
      if (count % batchSize === batchSize - 1) await new Promise(resolve => setImmediate(resolve));
    }
  } catch {
    return null;
  } finally {
    stream.destroy();
  }
  if (head?.store !== layout || head.rows !== count) return null;
  return { audit: { ...head.head, rows: collected.rows }, decided: new Map(head.decided), stale: head.stale };
}
