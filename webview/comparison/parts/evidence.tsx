import type { ComponentChildren, VNode } from 'preact';
import type { Comparison } from '../../../src/dataset/comparison.ts';
import type { RowDetail } from '../../../src/protocol/rows.ts';
import { Button } from '../../controls.ts';
import { count, labelText, reasonInPlaces } from '../state/phrases.ts';
import { visible } from '../text/visible.ts';
import { useEditor } from './context.ts';
import { DotPlot } from './dotPlot.tsx';
import { findingGlyphs } from './glyphs.ts';
import { Icon } from './icon.tsx';
import { People } from './people.tsx';
import { PrincipleList } from './principleList.tsx';
import { Why } from './why.tsx';

/** What the evidence is given. */
export interface EvidenceProps {
  readonly comparison: Comparison;
  readonly detail: RowDetail;
}

/** Why this comparison deserves a look: reasons, margins with their zero on the gutter, principles for either side. */
export function Evidence({ comparison, detail }: EvidenceProps): VNode {
  const editor = useEditor();
  const { audit } = detail;
  if (editor.hidden.value) {
    return (
      <Strip>
        <p class="reason secondary">
          <Icon icon="lock" />
          <span class="grow">
            Evidence appears here {editor.check.value === null ? 'after your verdict' : 'when the check is done'},
            together with the label.
          </span>
        </p>
      </Strip>
    );
  }
  if (audit === null) return <NoAudit comparison={comparison} detail={detail} />;
  const open = editor.options.value.evidence;
  const [first, ...others] = audit.findings;
  return (
    <Strip folded={!open}>
      {first === undefined ? (
        <p class="reason">
          <Icon icon="check" class="secondary" />
          <span class="secondary grow">
            No finding. {labelSentence(comparison, editor.left.value)}
            {audit.p !== null && ` p = ${audit.p.toFixed(2)}, the probability of this label.`}
          </span>
        </p>
      ) : (
        <Reason finding={first} p={audit.p} />
      )}
      {open && others.map(finding => <Reason key={finding.kind} finding={finding} p={null} />)}
      {open && <People key={comparison.row} comparison={comparison} detail={detail} />}
      {detail.stale && (
        <p class="reason secondary small">
          <Icon icon="history" />
          <span class="grow">From before the last change of this comparison; the next audit renews it.</span>
        </p>
      )}
      {open && (
        <div class="three">
          <PrincipleList place="left" audit={audit} />
          <DotPlot audit={audit} label={comparison.label} />
          <PrincipleList place="right" audit={audit} />
        </div>
      )}
      {open && <Why comparison={comparison} detail={detail} />}
    </Strip>
  );
}

/** The strip below the texts; it scrolls where the reasons are many, so it takes the focus. */
function Strip(props: { readonly folded?: boolean; readonly children: ComponentChildren }): VNode {
  return (
    <section
      class={`evidence ${props.folded === true ? 'folded' : ''}`}
      aria-label="Evidence"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
      tabIndex={0}
    >
      {props.children}
    </section>
  );
}

type AuditFinding = NonNullable<RowDetail['audit']>['findings'][number];

function Reason({ finding, p }: { readonly finding: AuditFinding; readonly p: number | null }): VNode {
  const editor = useEditor();
  const { icon, tone } = findingGlyphs[finding.kind];
  const related = finding.related ?? [];
  return (
    <p class="reason">
      <Icon icon={icon} class={tone} />
      <span class="grow">
        <b
          title={
            p === null ? `score ${finding.score.toFixed(2)}` : 'p: the probability of the recorded label, out of fold'
          }
        >
          {finding.kind}
          {p !== null && `, p = ${p.toFixed(2)}`}
        </b>
        &ensp;
        {visible(reasonInPlaces(finding.reason, editor.left.value))}
        {related.slice(0, 3).map(row => (
          <button key={row} type="button" class="link related" onClick={() => void editor.navigation.showRow(row)}>
            row {count(row + 1)}
          </button>
        ))}
      </span>
    </p>
  );
}

function NoAudit({ comparison, detail }: EvidenceProps): VNode {
  const editor = useEditor();
  return (
    <Strip>
      <div class="reason">
        <Icon icon="beaker" class="secondary" />
        <span class="grow secondary">
          {labelSentence(comparison, editor.left.value)} Not audited yet: an audit shows here why a label may be wrong.
        </span>
        <Button look="secondary" onPress={() => void editor.command('audit')}>
          Find suspect labels
        </Button>
      </div>
      {editor.options.value.evidence && <People key={comparison.row} comparison={comparison} detail={detail} />}
    </Strip>
  );
}

function labelSentence({ label }: Comparison, left: 'a' | 'b'): string {
  if (label === null) return 'There is no label.';
  return `The label says ${labelText(label, left)}.`;
}
