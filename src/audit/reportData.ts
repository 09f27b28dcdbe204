import type { Label } from '../dataset/comparison.ts';
import type { Verdict } from '../edits/decision.ts';
import type { Figures } from '../reward/figures.ts';
import type { FindingKind } from '../reward/finding.ts';
import { marginColumn } from '../table/columns.ts';
import type { Audit, AuditedPrinciples, AuditedRow } from './audit.ts';
import type { AuditRows } from './auditRows.ts';
import { type ReportRegion, regionsOf } from './reportRegions.ts';
import type { ReportSplit } from './reportSplit.ts';

/** A comparison in the plot of strength against spread: [preference strength, spread] in logits, why it is marked, its row. */
export type ReportPoint = readonly [strength: number, spread: number, mark: FindingKind | null, row: number];

/** One kind of finding, and what its review has shown so far. */
export interface ReportFinding {
  readonly kind: FindingKind;
  readonly count: number;
  /** Findings with a verdict other than "later". */
  readonly reviewed: number;
  /** Of those, the ones whose verdict differs from the label that the file recorded. */
  readonly wrong: number;
}

/** What the report draws: an audit without its rows, and what the plots and tables need of them. Plain JSON. */
export interface ReportData {
  readonly version: 1;
  readonly file: string;
  readonly format: string;
  /** ISO 8601. */
  readonly at: string;
  readonly figures: Figures;
  readonly principles: AuditedPrinciples;
  /** A sample of the comparisons: at most 500 evenly spaced in the file, and at most 120 more that are marked. */
  readonly points: readonly ReportPoint[];
  /** The plane of strength and spread in regions, over all comparisons; those that hold none are left out. */
  readonly regions: readonly ReportRegion[];
  /** The least probable labels without a verdict: the first `first` of them have at most this p. */
  readonly firsts: readonly { readonly first: number; readonly p: number }[];
  /** Column of the table that holds a member's margins, by member id. */
  readonly columns: Readonly<Record<string, string>>;
  /** Kinds that occur, in order of importance. */
  readonly findings: readonly ReportFinding[];
}

/** The host asks a report that is open in VS Code to draw. */
export interface ReportMessage {
  readonly type: 'report';
  readonly data: ReportData;
}

/** A report in VS Code listens from now on; the host answers with a `ReportMessage`. */
export interface ReportReadyMessage {
  readonly type: 'ready';
}

/** A report in VS Code asks for the labels split by a column; null: which columns there are, and by one that is a context. */
export interface ReportSplitMessage {
  readonly type: 'splitBy';
  readonly column: string | null;
}

/** The host answers with the split, or says why there is none. */
export interface ReportSplitAnswer {
  readonly type: 'split';
  readonly split: ReportSplit | { readonly failed: string };
}

/** A report in VS Code asks the host to start a random check. */
export interface ReportCheckMessage {
  readonly type: 'randomCheck';
}

/** An order of the comparisons behind a figure. */
export type ReportOrder = 'position' | 'p' | 'spread' | 'strength';

/** A report in VS Code asks the host to show comparisons. */
export interface ReportFilterMessage {
  readonly type: 'filter';
  readonly filter:
    | { readonly finding: FindingKind }
    /** A condition over the columns (docs/columns.md), and the order in which its comparisons are shown. */
    | { readonly condition: string; readonly sort: ReportOrder }
    | { readonly principle: { readonly id: string; readonly stand: 'for' | 'against' } };
}

/** A verdict on a row, and the label that the file recorded before it. */
export interface ReportReview {
  readonly verdict: Verdict;
  readonly recorded: Label | null;
}

const evenPoints = 500;
const markedPoints = 120;
/** Findings that the plot marks: what its two axes are about. */
const marks: readonly FindingKind[] = ['mislabeled', 'suspect', 'contested', 'uncertain'];

const round = (value: number): number => Math.round(1000 * value) / 1000;

function pointOf({ row, preferenceStrength, spread, findings }: AuditedRow): ReportPoint | null {
  if (preferenceStrength === null || spread === null) return null;
  const mark = marks.find(kind => findings.some(finding => finding.kind === kind)) ?? null;
  return [round(preferenceStrength), round(spread), mark, row];
}

function* pointsOf(rows: AuditRows, holds: (point: ReportPoint) => boolean = () => true): Generator<ReportPoint> {
  for (const row of rows) {
    const point = pointOf(row);
    if (point !== null && holds(point)) yield point;
  }
}

/** p at the places that the expected wrong labels are given for, among the labels that nobody has reviewed. */
function firstsOf({ rows, figures }: Audit, reviews: ReadonlyMap<number, ReportReview>): ReportData['firsts'] {
  const open = rows.flatMap(({ row, p }) => (p === null || reviews.has(row) ? [] : [p])).sort((x, y) => x - y);
  return figures.expectedWrong.flatMap(({ first }) => {
    const p = open[first - 1];
    return p === undefined ? [] : [{ first, p }];
  });
}

/** Every nth of what can be gone through again and again, so that at most `most` are left; the others are never held. */
function thin<T>(list: () => Iterable<T>, most: number): T[] {
  let count = 0;
  for (const _ of list()) count++;
  const kept = Math.min(count, most);
  const thinned: T[] = [];
  let at = 0;
  for (const one of list()) if (at++ === Math.floor((thinned.length * count) / kept)) thinned.push(one);
  return thinned;
}

/**
 * What the report draws of an audit.
 *
 * @param reviews the reviewer's verdicts by row, for how often a kind of finding was right
 */
export function reportData(audit: Audit, reviews: ReadonlyMap<number, ReportReview> = new Map()): ReportData {
  const { version, file, format, at, figures, principles } = audit;
  const even = thin(() => pointsOf(audit.rows), evenPoints);
  const drawn = new Set(even.map(([, , , row]) => row));
  const marked = thin(() => pointsOf(audit.rows, ([, , mark, row]) => mark !== null && !drawn.has(row)), markedPoints);
  const byKind = new Map<FindingKind, { count: number; reviewed: number; wrong: number }>();
  for (const { row, findings } of audit.rows) {
    const review = reviews.get(row);
    for (const kind of new Set(findings.map(finding => finding.kind))) {
      const tally = byKind.get(kind) ?? { count: 0, reviewed: 0, wrong: 0 };
      tally.count++;
      if (review !== undefined && review.verdict !== 'later') {
        tally.reviewed++;
        if (review.verdict !== 'drop' && review.verdict !== review.recorded) tally.wrong++;
      }
      byKind.set(kind, tally);
    }
  }
  const order = Object.keys(figures.findings) as FindingKind[];
  const findings = order.flatMap(kind => {
    const tally = byKind.get(kind);
    return tally === undefined ? [] : [{ kind, ...tally }];
  });
  return {
    version,
    file,
    format,
    at,
    figures,
    principles,
    points: [...even, ...marked],
    regions: regionsOf(audit.rows),
    firsts: firstsOf(audit, reviews),
    columns: Object.fromEntries(figures.members.map(({ id }) => [id, marginColumn(id)])),
    findings,
  };
}
