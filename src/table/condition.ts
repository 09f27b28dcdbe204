import type { DuckDBConnection } from '@duckdb/node-api';
import { TableError } from './tableError.ts';

/** A condition that has passed `checkCondition`: the only kind that is put into a query. */
export type Condition = string & { readonly checked: unique symbol };

/** Name of the view that conditions see. */
export const viewName = 'v';

const maxLength = 10_000;
/** Functions that tell of the machine, keep state or run text as SQL; none is of use in a filter. */
const deniedFunction =
  /^(current_setting|getenv|getvariable|nextval|currval|current_(query|database|schema|schemas|user|connection_id|query_id|transaction_id)|txid_current|version|pg_.*|duckdb_.*|pragma_.*|query|query_table|read_.*|glob|.*_scan|sniff_csv|write_log|set_.*|sleep.*|json_execute_serialized_sql|getbucket|in_search_path|has_.*_privilege|error|parse_duckdb_log_message)$/;
const allowedFrom = new Set(['BASE_TABLE', 'JOIN', 'SUBQUERY', 'EMPTY']);
const fromTypes = /^(TABLE_FUNCTION|PIVOT|SHOW_REF|COLUMN_DATA|DELIM_GET|EXPRESSION_LIST|BOUND_TABLE_REF|CTE)$/;

/**
 * Checks that a text is exactly one SQL expression over the view, by DuckDB's own parser: one statement, whose `where`
 * holds the whole text, in which every table is the view, and no function reaches outside. The text of a checked
 * condition can be placed between brackets in a `where`.
 *
 * @throws TableError in words, with the position in the text where the parser gives one.
 */
export async function checkCondition(connection: DuckDBConnection, text: string): Promise<Condition> {
  if (text.trim() === '') throw new TableError('The condition is empty. Example: chars_a > 2 * chars_b');
  if (text.length > maxLength) throw new TableError(`The condition is longer than ${maxLength} characters.`);
  if (text.includes('\0')) throw new TableError('The condition holds a NUL character.');
  const tree = await parse(connection, text);
  const node = tree.statements?.length === 1 ? tree.statements[0]?.node : undefined;
  if (node === undefined || !isPlainSelect(node)) throw notOneExpression();
  walk(node.where_clause);
  return text as Condition;
}

/** The query in which a condition is parsed and run. The line break ends a comment that the text may close with. */
export function conditionQuery(condition: string): string {
  return `select row from ${viewName} where (${condition}\n)`;
}

interface ParseTree {
  readonly error: boolean;
  readonly error_message?: string;
  readonly position?: string;
  readonly statements?: readonly { readonly node?: Record<string, unknown>; readonly named_param_map?: unknown[] }[];
}

async function parse(connection: DuckDBConnection, text: string): Promise<ParseTree> {
  const query = conditionQuery(text);
  let tree: ParseTree;
  try {
    const result = await connection.runAndReadAll('select json_serialize_sql($1::varchar)::varchar', [query]);
    tree = JSON.parse(String(result.value(0, 0))) as ParseTree;
  } catch (error) {
    throw new TableError(`The condition cannot be parsed: ${firstLine(error)}`);
  }
  if (!tree.error) return tree;
  if (tree.error_message?.startsWith('Only SELECT')) throw notOneExpression();
  const before = conditionQuery('').indexOf('\n');
  const at = Number(tree.position ?? Number.NaN) - before;
  const where = at >= 0 && at < text.length ? ` at "${text.slice(at, at + 20)}"` : '';
  const place = at >= 0 && at <= text.length ? at : null;
  throw new TableError(
    `The condition is not valid SQL${where}: ${firstLine(tree.error_message ?? 'syntax error')}`,
    place,
  );
}

function isPlainSelect(node: Record<string, unknown>): boolean {
  const list = node.select_list;
  const empty = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0);
  return (
    node.type === 'SELECT_NODE' &&
    Array.isArray(list) &&
    list.length === 1 &&
    empty(node.modifiers) &&
    empty(node.group_expressions) &&
    node.having === null &&
    node.qualify === null &&
    node.sample === null &&
    isView(node.from_table) &&
    typeof node.where_clause === 'object'
  );
}

function isView(from: unknown): boolean {
  if (typeof from !== 'object' || from === null) return false;
  const table = from as Record<string, unknown>;
  return (
    table.type === 'BASE_TABLE' &&
    table.table_name === viewName &&
    table.schema_name === '' &&
    table.catalog_name === ''
  );
}

/** Refuses whatever reads anything but the view, anywhere in the tree. */
function walk(value: unknown): void {
  if (Array.isArray(value)) for (const item of value) walk(item);
  else if (typeof value === 'object' && value !== null) {
    const node = value as Record<string, unknown>;
    checkNode(node);
    for (const item of Object.values(node)) walk(item);
  }
}

function checkNode(node: Record<string, unknown>): void {
  const type = node.type;
  if ('table_name' in node && 'schema_name' in node && !isView(node)) {
    throw new TableError(`A condition can read only the comparisons (as ${viewName}), not "${node.table_name}".`);
  }
  if ('from_table' in node) {
    const from = (node.from_table as { type?: string } | null)?.type ?? '';
    if (!allowedFrom.has(from)) throw outside(from);
  }
  if (typeof type === 'string' && fromTypes.test(type)) throw outside(type);
  if (type === 'VALUE_PARAMETER') throw new TableError('A condition has no parameters: write the value itself.');
  const cte = (node.cte_map as { map?: unknown[] } | undefined)?.map;
  if (cte !== undefined && cte.length > 0) throw new TableError('A condition cannot hold a WITH clause.');
  const name = node.function_name;
  if (typeof name === 'string' && deniedFunction.test(name.toLowerCase())) {
    throw new TableError(`The function ${name} is not available in a condition.`);
  }
}

function outside(type: string): TableError {
  return new TableError(
    `A condition can read only the comparisons (as ${viewName}); ${type === 'TABLE_FUNCTION' ? 'table functions' : `"${type}"`} are not available.`,
  );
}

function notOneExpression(): TableError {
  return new TableError(
    'Write one condition, as it would stand after WHERE: no statements, no ORDER BY, no UNION. Example: p < 0.2',
  );
}

/** First line of a DuckDB error. */
export function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!.trim();
}
