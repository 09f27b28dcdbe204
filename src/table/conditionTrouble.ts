import { TableError } from './tableError.ts';

/** What DuckDB says of a condition that it can parse and not run, in words, with the place where it is known. */
export function conditionTrouble(error: unknown, condition: string): TableError {
  const message = error instanceof Error ? error.message : String(error);
  const column = /Referenced column "([^"]+)" (?:was )?not found/i.exec(message)?.[1];
  if (column !== undefined) {
    const near = [...(/Candidate bindings: ([^\n]*)/i.exec(message)?.[1] ?? '').matchAll(/"([^"]+)"/g)].map(
      match => match[1]!,
    );
    return new TableError(`There is no column "${column}".${meant(near)}`, placeOf(column, condition));
  }
  const unknown = /Function with name "?(\w+)"? does not exist/i.exec(message)?.[1];
  if (unknown !== undefined) {
    const near = [...(/Did you mean "([^"]+)"/i.exec(message)?.slice(1) ?? [])];
    return new TableError(`There is no function "${unknown}".${meant(near)}`, placeOf(unknown, condition));
  }
  return new TableError(`The condition cannot be run: ${message.split('\n')[0]!.trim()}`);
}

function meant(names: readonly string[]): string {
  // DuckDB names columns with their table.
  const [first] = names.map(name => name.replace(/^.*\./, ''));
  return first === undefined ? '' : ` Did you mean "${first}"?`;
}

function placeOf(name: string, condition: string): number | null {
  const at = condition.toLowerCase().search(new RegExp(`\\b${name.toLowerCase().replace(/\W/g, '\\$&')}\\b`));
  return at < 0 ? null : at;
}
