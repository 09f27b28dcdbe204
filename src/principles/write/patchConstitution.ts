import { wordingKey } from '../model/wording.ts';
import { type ConstitutionLine, constitutionLines } from '../read/constitutionLines.ts';
import { type ConstitutionFile, type FileRule, ruleBody, waysInWords, writtenWeight } from './constitutionFile.ts';

type RuleLine = Extract<ConstitutionLine, { kind: 'rule' }>;

/**
 * A constitution file with other rules: they take the places of those that it holds, further ones come behind the last, and
 * lines too many go. Prose, line breaks, numbers and bullets stay as they are, byte for byte, as does a rule that stays; of one
 * that is checked or unchecked only the mark changes.
 *
 * @param text of a file without lines that can't be taken
 */
export function patchConstitution(text: string, { decides, rules }: Omit<ConstitutionFile, 'title'>): string {
  const lines = constitutionLines(text);
  const slots = lines.filter(line => line.kind === 'rule');
  const written = new Map(slots.map(line => [keyOf(line.rule), line]));
  const bodies = rules.map(rule => {
    const line = written.get(keyOf(rule));
    return line === undefined ? newBody(rule, decides === 'weighted') : patchedBody(line, rule, decides === 'weighted');
  });
  const eol = lines.find(({ end }) => end !== '')?.end ?? '\n';
  const last = slots.at(-1);
  const further =
    last === undefined ? [] : bodies.slice(slots.length).map((body, at) => nextMark(last.mark, at) + body);
  let slot = 0;
  const told = lines.flatMap((line): { raw: string; end: string }[] => {
    if (line.kind !== 'rule') return [line];
    const body = bodies[slot++];
    if (body === undefined) return [];
    const here = { raw: body === line.body ? line.raw : bomOf(line.raw) + line.mark + body, end: line.end };
    if (line !== last || further.length === 0) return [here];
    const rest = further.map((raw, at) => ({ raw, end: at === further.length - 1 ? line.end : eol }));
    return [{ ...here, end: eol }, ...rest];
  });
  const whole = withDecides(lines, told, decides, eol);
  if (last !== undefined || bodies.length === 0) return whole;
  const start = whole === '' ? '' : /[\r\n]$/u.test(whole) ? eol : eol + eol;
  return whole + start + bodies.map((body, at) => `${at + 1}. ${body}${eol}`).join('');
}

function keyOf({ text }: FileRule): string {
  return wordingKey(text);
}

function newBody(rule: FileRule, weighted: boolean): string {
  return `[${rule.checked ? 'x' : ' '}] ${ruleBody(rule, weighted)}`;
}

/** What stands in a line, changed only where the rule is another. */
function patchedBody({ body, rule: old }: RuleLine, rule: FileRule, weighted: boolean): string {
  const mark = /^\[[ xX]?\]\s*/u.exec(body)?.[0];
  const box =
    rule.checked === old.checked
      ? (mark ?? '')
      : `[${rule.checked ? 'x' : ' '}]${mark?.slice(mark.indexOf(']') + 1) ?? ' '}`;
  const same =
    rule.text === old.text &&
    (rule.condition ?? '') === (old.condition ?? '') &&
    writtenWeight(rule.weight) === writtenWeight(old.weight);
  return box + (same ? body.slice(mark?.length ?? 0) : ruleBody(rule, weighted));
}

/** A mark that only the first line of a file may begin with. */
const bomOf = (raw: string): string => (raw.startsWith('\uFEFF') ? '\uFEFF' : '');

/** The number or bullet of the next lines behind one: a number goes on. */
function nextMark(mark: string, at: number): string {
  return mark.replace(/\d+/u, number => String(Number(number) + at + 1));
}

/** The lines as text, with the way of deciding where it is told last, or behind the title where nothing is told of it. */
function withDecides(
  lines: readonly ConstitutionLine[],
  told: readonly { raw: string; end: string }[],
  decides: ConstitutionFile['decides'],
  eol: string,
): string {
  const where = lines.findLast(line => line.kind === 'decides');
  const after = lines.find(line => line.kind === 'title');
  const words = `Decides: ${decides} (${waysInWords[decides]})`;
  const missing = where === undefined && decides !== 'plain';
  const text = told
    .map(line => {
      if (line === where && where.kind === 'decides' && where.decides !== decides) {
        const { raw, end, decides: before } = where;
        const renamed = raw.replace(new RegExp(before, 'iu'), decides);
        return renamed.replace(`(${waysInWords[before]})`, `(${waysInWords[decides]})`) + end;
      }
      return missing && line === after ? `${line.raw}${eol}${eol}${words}${line.end}` : line.raw + line.end;
    })
    .join('');
  return missing && after === undefined ? `${words}${eol}${eol}${text}` : text;
}
