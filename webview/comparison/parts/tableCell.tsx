import type { VNode } from 'preact';
import type { Verdict } from '../../../src/edits/decision.ts';
import type { Cell, ListItem } from '../../../src/protocol/rows.ts';
import type { FindingKind } from '../../../src/reward/finding.ts';
import { directionOf } from '../state/dialling.ts';
import { count, share } from '../state/phrases.ts';
import type { TableColumn } from '../state/tableColumns.ts';
import { visible } from '../text/visible.ts';
import { useEditor } from './context.ts';
import { findingGlyphs, verdictGlyphs } from './glyphs.ts';
import { Icon } from './icon.tsx';

/** Logits at which the bar of the preference strength is full. */
const fullBar = 3;
const shares: ReadonlySet<string> = new Set(['p', 'p_wrong', 'p_wrong_low', 'p_wrong_high']);

/** What a cell is given. */
export interface CellProps {
  readonly column: TableColumn;
  readonly item: ListItem;
  readonly verdict: Verdict | null;
  readonly blind: boolean;
}

/** What stands in a cell. */
export function CellContent({ column: { name, whole }, item, verdict, blind }: CellProps): VNode | string | null {
  const editor = useEditor();
  const cell: Cell = item.cells?.[name] ?? null;
  switch (name) {
    case 'title':
      return item.title === '' ? '(no text)' : visible(item.title);
    case 'line':
      return count(item.line);
    case 'findings':
      return <Findings kinds={item.malformed && item.findings.length === 0 ? ['malformed'] : item.findings} />;
    case 'verdict':
      return <VerdictWord verdict={verdict} label={blind ? undefined : (item.cells?.label ?? null)} />;
    case 'direction': {
      const { dial } = editor.rows.view.value.filter;
      const margin = dial === undefined ? null : directionOf(dial, item.cells);
      return margin === null ? null : <Strength value={margin} />;
    }
    case 'preference_strength':
      return typeof cell === 'number' ? <Strength value={cell} /> : null;
    default:
      return textOf(name, whole, cell);
  }
}

function textOf(name: string, whole: boolean, cell: Cell): string | null {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === 'boolean') return cell ? 'yes' : '';
  if (typeof cell === 'string') return visible(cell);
  if (typeof cell !== 'number') return visible(cell.join(', '));
  if (shares.has(name)) return share(cell);
  if (whole) return count(cell);
  return signed(cell, 2);
}

/** A number with a true minus sign; what rounds to nothing has none. */
function signed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
}

function Findings({ kinds }: { readonly kinds: readonly FindingKind[] }): VNode | null {
  const [first, ...more] = kinds;
  if (first === undefined) return null;
  return (
    <>
      <Icon icon={findingGlyphs[first].icon} class={findingGlyphs[first].tone} /> {first}
      {more.flatMap(kind => [
        ' ',
        <Icon key={kind} icon={findingGlyphs[kind].icon} class={findingGlyphs[kind].tone} name={kind} />,
      ])}
    </>
  );
}

/** A verdict by what it does to the recorded label; without the label (blind), that there is one. */
function VerdictWord({
  verdict,
  label,
}: {
  readonly verdict: Verdict | null;
  readonly label: Cell | undefined;
}): VNode {
  if (verdict === null) return <span class="secondary">open</span>;
  const { icon, name } = verdictGlyphs[verdict];
  const chosen = verdict === 'a' || verdict === 'b';
  const flipped = chosen && (label === 'a' || label === 'b') && label !== verdict;
  const word = !chosen || label === undefined ? name : label === verdict ? 'kept' : flipped ? 'flipped' : name;
  return (
    <>
      <Icon icon={flipped && label !== undefined ? 'arrow-swap' : icon} /> {word}
    </>
  );
}

/** A number and a bar from the zero line: to the left, the ensemble says that the label is wrong. */
function Strength({ value }: { readonly value: number }): VNode {
  const width = `${Math.min(1, Math.abs(value) / fullBar) * 50}%`;
  return (
    <>
      <span>{signed(value, 1)}</span>
      <span class="bar" aria-hidden="true">
        <i style={value < 0 ? { right: '50%', width } : { left: '50%', width }} />
      </span>
    </>
  );
}
