import type { AuditedRow } from '../../audit/audit.ts';
import type { Comparison, Message, Side } from '../../dataset/comparison.ts';
import type { Row } from '../../dataset/row.ts';
import type { Decision } from '../../edits/decision.ts';
import { reasonText } from '../../reward/reason.ts';
import type { Look } from './auditText.ts';
import { safeText } from './safeText.ts';
import { wrap } from './wrap.ts';

/** Characters of a text that are shown unless the whole is asked for. */
const beginning = 600;

/** How to print a comparison. */
export interface RowLook extends Look {
  readonly full: boolean;
}

/** A comparison with the reasons to look at it, for a terminal. */
export function rowText(row: Row, decision: Decision | undefined, audited: AuditedRow | null, look: RowLook): string {
  const { bold, bad } = look.style;
  const parts = [bold(rule(`line ${row.line}`, look.width))];
  for (const finding of audited?.findings ?? []) {
    const head = `${finding.kind} (${finding.score.toFixed(2)}): `;
    parts.push(`${bad(head)}${wrap(safeText(reasonText(finding.reason)), look.width - head.length, '  ')}`);
  }
  if (row.kind === 'malformed') {
    if (audited === null) parts.push(bad(safeText(`malformed: ${row.reason} ${row.cure}`)));
    return [...parts, textOf(row.text, look)].join('\n');
  }
  const { comparison } = row;
  parts.push(...facts(comparison, decision, audited).map(line => look.style.dim(safeText(line))));
  parts.push(section('Prompt', comparison.prompt, look));
  if (comparison.promptB !== undefined) parts.push(section('Prompt of response b', comparison.promptB, look));
  parts.push(section(heading(comparison, 'a'), comparison.a.messages, look));
  parts.push(section(heading(comparison, 'b'), comparison.b.messages, look));
  return `${parts.join('\n')}\n`;
}

function facts(comparison: Comparison, decision: Decision | undefined, audited: AuditedRow | null): string[] {
  const { source, annotations, id } = comparison;
  const named = [
    ...(id === undefined ? [] : [`id ${id}`]),
    ...(source === undefined ? [] : [`source ${source}`]),
    ...annotations.map(a => `${a.annotator}: ${a.label ?? 'no label'}`),
  ];
  const p = audited?.p ?? null;
  const judged = p === null ? [] : [`p of the recorded label ${p.toFixed(2)}`];
  const decided =
    decision === undefined
      ? []
      : [`decided: ${decision.verdict ?? 'no verdict'}${decision.note === '' ? '' : `, note: ${decision.note}`}`];
  return [named.join(', '), judged.join(''), decided.join('')].filter(line => line !== '');
}

function heading({ label, a, b }: Comparison, side: Side): string {
  const { model, score } = side === 'a' ? a : b;
  const state = label === 'a' || label === 'b' ? (label === side ? 'chosen' : 'rejected') : (label ?? 'no label');
  const by = model === undefined ? '' : `, ${model}`;
  return `Response ${side} (${state}${by}${score === undefined ? '' : `, score ${score}`})`;
}

function section(name: string, messages: readonly Message[], look: RowLook): string {
  const roles =
    messages.length > 1 || (messages[0] !== undefined && messages[0].role !== 'user' && name.startsWith('Prompt'));
  const body = messages.map(m => {
    const calls = (m.toolCalls ?? []).map(call => `\n[calls ${call.name} ${call.arguments}]`).join('');
    return textOf(`${roles ? `[${m.role}] ` : ''}${m.content}${calls}`, look);
  });
  return `${look.style.bold(safeText(name))}\n${body.join('\n') || '  (empty)'}`;
}

function textOf(text: string, { full, width }: RowLook): string {
  const shown =
    full || text.length <= beginning
      ? text
      : `${text.slice(0, beginning)} … (${text.length - beginning} more characters)`;
  const lines = safeText(shown).split('\n');
  return lines.map(line => `  ${wrapLong(line, width - 2)}`).join('\n');
}

/** Keeps a line's own spaces (code, lists) unless it is too long. */
function wrapLong(line: string, width: number): string {
  return line.length <= width ? line : wrap(line, width, '  ');
}

function rule(title: string, width: number): string {
  return `── ${title} ${'─'.repeat(Math.max(0, Math.min(width, 80) - title.length - 4))}`;
}
