import { factsOf } from '../../audit/factsOf.ts';
import type { Comparison } from '../../dataset/comparison.ts';
import type { Votes } from '../../principles/principle.ts';
import { constitutionLines } from '../../principles/read/constitutionLines.ts';
import type { FileProblem } from '../../principles/read/readConstitutionFile.ts';
import { TableError } from '../../table/tableError.ts';
import type { CliFile } from '../cliFile.ts';
import { withTable } from '../withTable.ts';

/** Conditions of a constitution file that can't vote, by line. */
export function conditionProblems(text: string): Promise<FileProblem[]> {
  const lines = constitutionLines(text);
  if (!lines.some(line => line.kind === 'rule' && line.rule.condition !== undefined)) return Promise.resolve([]);
  return withTable(async table => {
    const problems: FileProblem[] = [];
    for (const [at, line] of lines.entries()) {
      if (line.kind !== 'rule' || line.rule.condition === undefined) continue;
      try {
        await table.checkVotes(line.rule.condition);
      } catch (error) {
        if (!(error instanceof TableError)) throw error;
        problems.push({ line: at + 1, problem: error.message });
      }
    }
    return problems;
  });
}

/** Votes of conditions, by condition, along the comparisons. @throws TableError in words */
export async function constitutionVotes(
  file: CliFile,
  comparisons: readonly Comparison[],
  conditions: readonly string[],
): Promise<Map<string, Votes>> {
  if (conditions.length === 0) return new Map();
  return withTable(async table => {
    await table.addFacts(file.rows.map(factsOf));
    const votes = new Map<string, Votes>();
    for (const condition of conditions) {
      const cast = await table.votes(await table.check(condition));
      votes.set(
        condition,
        Int8Array.from(comparisons, ({ row }) => cast.get(row) ?? 0),
      );
    }
    return votes;
  });
}
