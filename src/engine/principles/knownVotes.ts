import type { Audit } from '../../audit/audit.ts';
import { bank } from '../../principles/bank.ts';
import { restrictedSentence } from '../../principles/conditional/restrictedSentence.ts';
import type { EditedRule } from '../../principles/edit/editedConstitution.ts';
import { wordingKey } from '../../principles/model/wording.ts';

/** Votes that an audit knows of, by row: nobody need cast them again. */
export interface KnownVotes {
  /** Ascending; rows whose texts may have changed since are left out. */
  readonly rows: Int32Array;
  /** By id of the measured principle, along the rows. */
  readonly columns: ReadonlyMap<string, Int8Array>;
  /** Ids of all principles that the audit voted on, also those that hold for some prompts only. */
  readonly audited: ReadonlySet<string>;
}

/** Rows between which others get their turn. */
const atOnce = 1000;

/** Ids of the measured principles that vote on a rule, also where it restricts one to some prompts. */
export function measuredFor(rules: readonly EditedRule[]): string[] {
  const byWords = new Map(bank.map(({ id, text }) => [wordingKey(text), id]));
  const ids = rules.flatMap(({ text, condition }) => {
    if (condition !== undefined) return [];
    const whole = restrictedSentence(text)?.whole;
    return byWords.get(wordingKey(text)) ?? (whole === undefined ? [] : (byWords.get(wordingKey(whole)) ?? []));
  });
  return [...new Set(ids)];
}

/** The votes of some measured principles as an audit holds them. */
export async function knownVotes(
  audit: Audit,
  stale: ReadonlySet<number>,
  ids: readonly string[],
): Promise<KnownVotes> {
  const rows = audit.rows.filter(({ row, key }) => key !== '' && !stale.has(row));
  const columns = new Map(ids.map(id => [id, new Int8Array(rows.length)]));
  for (const [at, { principlesA, principlesB }] of rows.entries()) {
    for (const id of principlesA) columns.get(id)?.fill(1, at, at + 1);
    for (const id of principlesB) columns.get(id)?.fill(-1, at, at + 1);
    if (at % atOnce === atOnce - 1) await new Promise(resolve => setImmediate(resolve));
  }
  const audited = new Set(audit.principles.principles.map(({ id }) => id));
  return { rows: Int32Array.from(rows, ({ row }) => row), columns, audited };
}
