/** A text as a value of SQL. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Comparisons that an annotator labelled, alone or with others. */
export function annotatorCondition(name: string): string {
  return `list_contains(annotator_names, ${quoted(name)})`;
}

/** Comparisons whose recorded choice a population is sure of (`for`), or of whose contrary it is (`against`). */
export function populationCondition(name: string, stand: 'for' | 'against'): string {
  return `list_contains(populations_${stand}, ${quoted(name)})`;
}
