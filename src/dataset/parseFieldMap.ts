import type { Label } from './comparison.ts';
import type { FieldMap } from './fieldMap.ts';

const names = [
  'prompt',
  'system',
  'history',
  'a',
  'b',
  'label',
  'modelA',
  'modelB',
  'scoreA',
  'scoreB',
  'annotator',
  'source',
  'id',
] as const;
type Name = (typeof names)[number];

const aliases: Readonly<Record<string, Name>> = {
  chosen: 'a',
  rejected: 'b',
  model_a: 'modelA',
  model_b: 'modelB',
  score_a: 'scoreA',
  score_b: 'scoreB',
  model_chosen: 'modelA',
  model_rejected: 'modelB',
  score_chosen: 'scoreA',
  score_rejected: 'scoreB',
};
const codeNames: Readonly<Record<string, Label>> = { a_is: 'a', b_is: 'b', tie_is: 'tie', both_bad_is: 'both_bad' };

/**
 * Parses a field map as users write it: `prompt=question,a=r1,b=r2,label=winner`, with `chosen` and `rejected` for files
 * that hold those, `prompt=instruction+input` for a prompt in two fields, and `a_is=0,b_is=1,tie_is=2` for what the
 * label's codes mean. Dots (`info.post`) and JSON pointers (`/info/post`) go into objects. A backslash keeps the character
 * behind it: a comma of a name, or a space that it begins or ends with.
 *
 * @throws {SyntaxError} that says what is wrong and shows an example
 */
export function parseFieldMap(text: string): FieldMap {
  const fields: Partial<Record<Name, string>> = {};
  // A code may be called __proto__.
  const codes = new Map<string, Label>();
  const said = new Set<string>();
  for (const part of partsOf(text)) {
    const at = part.indexOf('=');
    const name = part.slice(0, Math.max(0, at)).trim();
    const value = unescaped(part.slice(at + 1));
    if (at === -1 || value === '') throw trouble(`"${part.trim()}" is not of the form name=field`);
    said.add(name);
    const code = Object.hasOwn(codeNames, name) ? codeNames[name] : undefined;
    const field = Object.hasOwn(aliases, name) ? aliases[name] : names.find(known => known === name);
    if (code !== undefined) codes.set(value, code);
    else if (field === undefined) throw trouble(`"${name}" can't be mapped`);
    else if (fields[field] !== undefined) throw trouble(`${name} is mapped twice`);
    else fields[field] = value;
  }
  const { a, b, ...rest } = fields;
  if (a === undefined || b === undefined) throw trouble('both responses must be mapped');
  if (said.has('chosen') !== said.has('rejected')) throw trouble('chosen and rejected go together, as a and b do');
  if (said.has('a') && rest.label === undefined)
    throw trouble('a and b need a label; without one, map chosen and rejected');
  if (said.has('chosen') && rest.label !== undefined)
    throw trouble('chosen and rejected have no label; map a and b instead');
  return { ...rest, a, b, ...(codes.size > 0 && { codes: Object.fromEntries(codes) }) };
}

/** The parts between commas that no backslash keeps. */
function partsOf(text: string): string[] {
  const parts = [''];
  for (const [piece] of text.matchAll(/\\.|./gsu)) {
    if (piece === ',') parts.push('');
    else parts.push(parts.pop() + piece);
  }
  return parts;
}

/** Without the spaces around it, and without backslashes. */
function unescaped(text: string): string {
  let value = '';
  let end = 0;
  for (const [piece] of text.trimStart().matchAll(/\\.|./gsu)) {
    const isKept = piece.length > 1 && piece.startsWith('\\');
    value += isKept ? piece.slice(1) : piece;
    if (isKept || piece.trim() !== '') end = value.length;
  }
  return value.slice(0, end);
}

function trouble(problem: string): SyntaxError {
  return new SyntaxError(
    `${problem}. Write prompt=FIELD,a=FIELD,b=FIELD,label=FIELD or prompt=FIELD,chosen=FIELD,rejected=FIELD; ` +
      'also system, history, model_a, model_b, score_a, score_b, annotator, source, id, and a_is, b_is, tie_is, both_bad_is for the codes of the label.',
  );
}
