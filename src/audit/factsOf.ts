import { type Comparison, textOf } from '../dataset/comparison.ts';
import type { MalformedRow, Row } from '../dataset/row.ts';
import { sha256 } from '../dataset/sha256.ts';
import { systemMessage } from '../reward/context/systemMessage.ts';
import type { Facts } from '../table/records.ts';
import { countWords } from './countWords.ts';

/** Longest value of a record's field that the table keeps; longer ones are cut. */
export const fieldLength = 200;
/** Fields of a record that the table keeps. */
export const fieldCount = 40;

/** The fact columns of a row. */
export function factsOf(row: Row): Facts {
  return row.kind === 'malformed' ? malformedFacts(row) : comparisonFacts(row.comparison);
}

/** Hash of a prompt: 16 hex digits; equal prompts have equal hashes. */
export function promptHash(comparison: Comparison): string {
  let text = '';
  for (const message of comparison.prompt) text += `${message.role}\0${message.content}\0`;
  return sha256(text).slice(0, 16);
}

function comparisonFacts(c: Comparison): Facts {
  const prompt = textOf(c.prompt);
  const a = textOf(c.a.messages);
  const b = textOf(c.b.messages);
  const system = systemMessage(c);
  return {
    row: c.row,
    line: c.line,
    key: c.key,
    id: c.id ?? null,
    listId: c.listId ?? null,
    promptHash: promptHash(c),
    label: c.label,
    labelStrength: c.labelStrength ?? null,
    annotator: c.annotations.length === 1 ? c.annotations[0]!.annotator : null,
    annotators: c.annotations.length,
    annotatorNames: namesOf(c.annotations),
    system: system === undefined ? null : shortSystem(system),
    source: c.source ?? null,
    modelA: c.a.model ?? null,
    modelB: c.b.model ?? null,
    scoreA: c.a.score ?? null,
    scoreB: c.b.score ?? null,
    turns: c.prompt.length,
    charsPrompt: prompt.length,
    charsA: a.length,
    charsB: b.length,
    wordsPrompt: countWords(prompt),
    wordsA: countWords(a),
    wordsB: countWords(b),
    fields: fieldsOf(c.fields),
    malformed: false,
  };
}

function namesOf(annotations: Comparison['annotations']): readonly string[] {
  if (annotations.length < 2) return annotations.map(({ annotator }) => annotator);
  return [...new Set(annotations.map(({ annotator }) => annotator))];
}

function malformedFacts({ row, line, key }: MalformedRow): Facts {
  return {
    row,
    line,
    key,
    id: null,
    listId: null,
    promptHash: null,
    label: null,
    labelStrength: null,
    annotator: null,
    annotators: 0,
    annotatorNames: [],
    system: null,
    source: null,
    modelA: null,
    modelB: null,
    scoreA: null,
    scoreB: null,
    turns: 0,
    charsPrompt: 0,
    charsA: 0,
    charsB: 0,
    wordsPrompt: 0,
    wordsA: 0,
    wordsB: 0,
    fields: '{}',
    malformed: true,
  };
}

/** A system message as the table holds it: a long one is cut and told apart by a hash. */
export function shortSystem(message: string): string {
  if (message.length <= fieldLength) return message;
  const hash = sha256(message).slice(0, 8);
  return `${message.slice(0, fieldLength - 10)}… ${hash}`;
}

function fieldsOf(fields: Comparison['fields']): string {
  if (Object.keys(fields).length === 0) return '{}';
  const kept: Record<string, string | number | boolean | null> = {};
  for (const [name, value] of Object.entries(fields).slice(0, fieldCount)) {
    kept[cut(name)] = typeof value === 'string' ? cut(value) : value;
  }
  return JSON.stringify(kept);
}

/** The beginning of a text as JSON text of its own may hold it: a cut may part a character in two. */
function cut(value: string): string {
  return value.slice(0, fieldLength).replace(/[\p{Surrogate}\0]/gu, '\uFFFD');
}
