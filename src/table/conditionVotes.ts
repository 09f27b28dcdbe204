import { auditColumns, factColumns, verdictColumns } from './columns.ts';
import { type Condition, viewName } from './condition.ts';
import { TableError } from './tableError.ts';

/** What a condition that votes must not see: it would reconstruct the label from itself. */
const labelColumns: ReadonlySet<string> = new Set(['label', 'label_strength']);
const seen = factColumns.filter(({ name }) => !labelColumns.has(name));
const hidden = new Set([...labelColumns, ...[...auditColumns, ...verdictColumns].map(({ name }) => name)]);

/**
 * Votes of a condition as a principle, by row: +1 for a where it holds, -1 for b where it holds with the responses exchanged;
 * rows where it holds both ways or neither way are left out, so that exchanging the responses turns every vote round.
 *
 * @param run runs a query as the user's condition, and answers its first column
 * @throws TableError in words, if the condition names a column that it must not see
 */
export async function conditionVotes(
  condition: Condition,
  run: (sql: string) => Promise<Int32Array>,
): Promise<Map<number, 1 | -1>> {
  try {
    const votes = new Map<number, 1 | -1>();
    for (const row of await run(voteQuery(condition, false))) votes.set(row, 1);
    for (const row of await run(voteQuery(condition, true))) {
      if (!votes.delete(row)) votes.set(row, -1);
    }
    return votes;
  } catch (error) {
    throw explained(error);
  }
}

/** Runs a condition on no row. @throws TableError in words, if it could not vote */
export async function tryConditionVotes(
  condition: Condition,
  run: (sql: string) => Promise<Int32Array>,
): Promise<void> {
  try {
    await run(`${voteQuery(condition, false)} limit 0`);
  } catch (error) {
    throw explained(error);
  }
}

function voteQuery(condition: Condition, exchanged: boolean): string {
  const columns = seen.map(({ name }) => {
    const other = exchanged ? name.replace(/_([ab])$/, (_, side) => (side === 'a' ? '_b' : '_a')) : name;
    return `"${other}" as "${name}"`;
  });
  const from = `${viewName} as (select ${columns.join(', ')} from memory.main.${viewName})`;
  return `with ${from} select row from ${viewName} where (${condition}\n)`;
}

/** A column that the filter knows and a principle may not see is no misspelling. */
function explained(error: unknown): unknown {
  if (!(error instanceof TableError)) return error;
  const name = /^There is no column "([^"]+)"/.exec(error.message)?.[1];
  if (name === undefined) return error;
  const near = hidden.has(name.toLowerCase()) ? undefined : /Did you mean .*$/.exec(error.message)?.[0];
  return new TableError(
    `A principle can't vote by "${name}". ${near ?? 'It may name what the file says of prompt and responses, such as chars_a, words_b, score_a or model_b: no labels, nor what an audit or a reviewer made of them.'}`,
    error.position,
  );
}
