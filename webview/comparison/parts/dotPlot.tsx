import type { VNode } from 'preact';
import type { AuditedRow } from '../../../src/audit/audit.ts';
import type { Label } from '../../../src/dataset/comparison.ts';
import { marginText, type ShownMargin, shownMargins } from '../state/margins.ts';
import { useEditor } from './context.ts';

/** What the plot is given. */
export interface DotPlotProps {
  readonly audit: AuditedRow;
  readonly label: Label | null;
}

/** The members' calibrated margins and the ensemble's: left of zero favours A, right of it B. Zero is on the gutter. */
export function DotPlot({ audit, label }: DotPlotProps): VNode {
  const editor = useEditor();
  const margins = shownMargins(audit, label, editor.left.value);
  if (margins === null) {
    const isDecisive = label === 'a' || label === 'b';
    return (
      <div class="plot none secondary">
        {isDecisive ? 'No member has an opinion on this pair.' : 'No margins: the label prefers neither response.'}
      </div>
    );
  }
  const names = new Map((editor.overview.value?.members ?? []).map(member => [member.id, member.name]));
  const nameOf = ({ id }: ShownMargin): string => names.get(id) ?? id;
  const at = (value: number): string => `${50 + 50 * Math.max(-1, Math.min(1, value / margins.limit))}%`;
  const { ensemble } = margins;
  const spoken = [
    ...margins.members.map(margin => `${nameOf(margin)} ${marginText(margin.value)}`),
    ...(ensemble === null ? [] : [`ensemble ${marginText(ensemble.value)}, spread ${ensemble.spread.toFixed(1)}`]),
  ];
  return (
    <div class="plot" role="img" aria-label={`Calibrated margins: ${spoken.join('; ')}`}>
      <span />
      <span class="ends" title="Calibrated margins in logits">
        <span>← A better</span>
        <span>B better →</span>
      </span>
      <span />
      {margins.members.map(margin => (
        <Line key={margin.id} kind="member" name={nameOf(margin)} value={marginText(margin.value)}>
          <i class={`dot ${margin.value < 0 ? 'left' : 'right'}`} style={{ left: at(margin.value) }} />
        </Line>
      ))}
      {ensemble !== null && (
        <Line kind="ensemble" name="ensemble" value={`${marginText(ensemble.value)} ± ${ensemble.spread.toFixed(1)}`}>
          <i
            class="whisker"
            style={{
              left: at(ensemble.value - ensemble.spread),
              right: `calc(100% - ${at(ensemble.value + ensemble.spread)})`,
            }}
          />
          {margins.members.map(margin => (
            <i
              key={margin.id}
              class={`dot narrow ${margin.value < 0 ? 'left' : 'right'}`}
              style={{ left: at(margin.value) }}
            />
          ))}
          <i class="diamond" style={{ left: at(ensemble.value) }} />
        </Line>
      )}
      {margins.more > 0 && <span class="more secondary">{margins.more} more members, less extreme</span>}
    </div>
  );
}

interface LineProps {
  readonly kind: 'member' | 'ensemble';
  readonly name: string;
  readonly value: string;
  readonly children: VNode | (VNode | VNode[])[];
}

function Line({ kind, name, value, children }: LineProps): VNode {
  return (
    <>
      <span class={`name ${kind}`} title={name}>
        {name}
      </span>
      <span class={`axis ${kind}`}>{children}</span>
      <span class={`value figures ${kind}`}>{value}</span>
    </>
  );
}
