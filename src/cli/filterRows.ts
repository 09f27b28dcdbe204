import type { Audit } from '../audit/audit.ts';
import { auditRecords } from '../audit/auditRecords.ts';
import { factsOf } from '../audit/factsOf.ts';
import { verdictRecord } from '../audit/verdictRecord.ts';
import type { CliFile } from './cliFile.ts';
import { withTable } from './withTable.ts';

/** Names that need an audit when a condition uses them. */
const auditNames =
  /\b(p|p_wrong(_low|_high)?|preference_strength|spread|findings|scores|principles_(for|against)|margin_\w+)\b/i;

/** True if a condition speaks of what only an audit knows. */
export function needsAudit(condition: string): boolean {
  return auditNames.test(condition);
}

/** Refuses a condition that cannot be run, before the work of an audit. @throws TableError in words */
export async function checkFilter(condition: string): Promise<void> {
  await withTable(async table => {
    // Names of margins and objectives are known after the audit only.
    if (!/\b(margin|objective)_/i.test(condition)) await table.rows({ condition: await table.check(condition) });
    else await table.check(condition);
  });
}

/** Rows for which a SQL condition holds. @throws TableError in words */
export function filterRows(file: CliFile, audit: Audit | null, condition: string): Promise<Set<number>> {
  return withTable(async table => {
    await table.addFacts(file.rows.map(factsOf));
    const decided = [...file.decisions].flatMap(([row, decision]) => verdictRecord(row, decision) ?? []);
    await table.setVerdicts([], decided);
    if (audit !== null) {
      const { shape, records } = auditRecords(audit);
      await table.setAudit(shape, records);
    }
    return new Set(await table.rows({ condition: await table.check(condition) }));
  });
}
