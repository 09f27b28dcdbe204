import type { AuditedRow } from '../audit/audit.ts';
import type { StoredAudit } from '../audit/auditStore.ts';
import { unjudged } from '../audit/unjudged.ts';
import { isAdded } from '../edits/addition.ts';
import type { FilePlaces } from './filePlaces.ts';

/**
 * An audit with its rows named by their places in the file. Rows that the file does not hold are left out; what a save
 * wrote after the audit is there, and nothing is said of it.
 *
 * @param written added comparisons that the file holds
 */
export function onDisk(stored: StoredAudit, places: FilePlaces, written: Iterable<number>): StoredAudit {
  const added = [...written];
  if (places.same && added.length === 0 && !namesAdded(stored)) return stored;
  const known = new Set(stored.audit.rows.map(({ row }) => row));
  const unknown = added.filter(row => !known.has(row));
  const audit = { ...stored.audit, rows: [...stored.audit.rows, ...unknown.map(nothingSaid)] };
  return renumbered({ ...stored, audit, stale: [...stored.stale, ...unknown] }, row => places.placeOf(row));
}

/** An audit whose rows are named by their places in the file, by the numbers that they have here. */
export function fromDisk(stored: StoredAudit, places: FilePlaces): StoredAudit {
  return places.same ? stored : renumbered(stored, place => places.rowAt(place));
}

/** Rows are in the order of their numbers, and those of added ones are the highest. */
function namesAdded({ audit, decided, stale }: StoredAudit): boolean {
  return [audit.rows.at(-1)?.row ?? 0, ...decided.keys(), ...stale].some(isAdded);
}

function renumbered({ audit, decided, stale }: StoredAudit, number: (row: number) => number | undefined): StoredAudit {
  const all = (rows: readonly number[]): number[] => rows.flatMap(row => number(row) ?? []);
  const rows = audit.rows.flatMap(row => {
    const place = number(row.row);
    if (place === undefined) return [];
    const findings = row.findings.map(finding =>
      finding.related === undefined ? finding : { ...finding, related: all(finding.related) },
    );
    return [{ ...row, row: place, findings }];
  });
  return {
    audit: { ...audit, rows: rows.toSorted((x, y) => x.row - y.row) },
    decided: new Map([...decided].flatMap(([row, said]) => all([row]).map(place => [place, said] as const))),
    stale: all(stale),
  };
}

function nothingSaid(row: number): AuditedRow {
  return {
    row,
    line: 0,
    key: '',
    label: null,
    findings: [],
    ...unjudged,
  };
}
