import { readFileSync } from 'node:fs';
import type { FindingKind } from '../../../src/reward/finding.ts';

/** A line of the samples with a defect that was put there on purpose. */
export interface Planted {
  /** 1-based line of `helpdesk.jsonl`. */
  readonly line: number;
  readonly id: string;
  readonly kind: FindingKind;
  readonly what: string;
}

export const samplesFile = 'samples/helpdesk.jsonl';

/** The table of `samples/README.md`, so that what it says is what the tests expect. */
export function planted(): Planted[] {
  const text = readFileSync('samples/README.md', 'utf8');
  return [...text.matchAll(/^\| (\d+) \| (hd-\d+) \| ([a-z-]+) \| (.+) \|$/gm)].map(([, line, id, kind, what]) => ({
    line: Number(line),
    id: id!,
    kind: kind as FindingKind,
    what: what!,
  }));
}

/** Lines with a planted defect of one of the kinds, in order. */
export function plantedLines(...kinds: FindingKind[]): number[] {
  return planted()
    .filter(p => kinds.includes(p.kind))
    .map(p => p.line);
}

/**
 * Lines whose recorded label is wrong: exchanged one by one, with their whole source, as one of a contradiction, or because
 * what is chosen answers nothing (blank or off-topic).
 */
export function wrongLines(): number[] {
  const alone = planted().filter(
    ({ kind, what }) =>
      (['empty', 'off-topic'].includes(kind) && what.startsWith('`chosen`')) ||
      (kind === 'contradiction' && what.includes('the wrong label')),
  );
  return [...plantedLines('mislabeled', 'orientation'), ...alone.map(p => p.line)].sort((x, y) => x - y);
}
