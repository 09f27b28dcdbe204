import { cleanJson } from './jsonLines.ts';
import type { Facts } from './records.ts';

/** Rows of a line: as many as DuckDB works on at a time. */
const lineRows = 2048;
/** Longest line in UTF-16 code units, unless one row alone takes more: DuckDB reads a file of them by the line. */
const lineLength = 2 ** 21;

/**
 * Facts as `ComparisonTable.addFactsLines` takes them: whoever reads the file writes them, so that the table's thread need not.
 * Each line is a JSON object with a list for every column, in which each place is a row; columns without a value are left out.
 */
export function factsLines(facts: readonly Facts[]): string {
  if (facts.length === 0) return '';
  if (facts.length > lineRows) return inParts(facts, lineRows);
  const line = cleanJson(Object.fromEntries(lists(facts).filter(([, list]) => list.some(value => value !== null))));
  return line.length <= lineLength || facts.length === 1 ? line : inParts(facts, Math.ceil(facts.length / 2));
}

function inParts(facts: readonly Facts[], rows: number): string {
  const lines: string[] = [];
  for (let from = 0; from < facts.length; from += rows) lines.push(factsLines(facts.slice(from, from + rows)));
  return lines.join('\n');
}

function lists(facts: readonly Facts[]): (readonly [column: string, list: readonly unknown[]])[] {
  return [
    ['row', facts.map(f => f.row)],
    ['line', facts.map(f => f.line)],
    ['key', facts.map(f => f.key)],
    ['id', facts.map(f => f.id)],
    ['list_id', facts.map(f => f.listId)],
    ['prompt_hash', facts.map(f => f.promptHash)],
    ['label', facts.map(f => f.label)],
    ['label_strength', facts.map(f => f.labelStrength)],
    ['annotator', facts.map(f => f.annotator)],
    ['annotators', facts.map(f => f.annotators)],
    ['annotator_names', facts.map(f => (f.annotatorNames.length === 0 ? null : f.annotatorNames))],
    ['system', facts.map(f => f.system)],
    ['source', facts.map(f => f.source)],
    ['model_a', facts.map(f => f.modelA)],
    ['model_b', facts.map(f => f.modelB)],
    ['score_a', facts.map(f => f.scoreA)],
    ['score_b', facts.map(f => f.scoreB)],
    ['turns', facts.map(f => f.turns)],
    ['chars_prompt', facts.map(f => f.charsPrompt)],
    ['chars_a', facts.map(f => f.charsA)],
    ['chars_b', facts.map(f => f.charsB)],
    ['words_prompt', facts.map(f => f.wordsPrompt)],
    ['words_a', facts.map(f => f.wordsA)],
    ['words_b', facts.map(f => f.wordsB)],
    ['fields', facts.map(f => f.fields)],
    ['malformed', facts.map(f => f.malformed)],
  ];
}
