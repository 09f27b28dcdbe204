import type { VNode } from 'preact';
import type { Tally } from '../../../src/protocol/review.ts';
import { count, labelText, share } from '../state/phrases.ts';
import { isJudged } from '../state/progress.ts';
import { useEditor } from './context.ts';
import { Icon } from './icon.tsx';
import { Kbd } from './kbd.tsx';

/** In place of the findings: what is hidden, what a verdict brought to light, and how the reviewer's verdicts compare. */
export function BlindLine(): VNode {
  const editor = useEditor();
  const check = editor.check.value;
  const { value: progress } = editor.progress;
  return (
    <div class="chips secondary small" data-part="blind">
      {check === null ? (
        <>
          <Icon icon="eye-closed" />
          <span class="grow">
            <Revealed />
          </span>
          <RunningAgreement />
        </>
      ) : (
        <>
          <button
            type="button"
            class="chip"
            data-chip="check"
            aria-pressed="true"
            title="Leave the random check; it can be taken up again"
            onClick={() => void editor.blinding.leaveCheck()}
          >
            <Icon icon="beaker" />
            Random check
            {progress !== null && (
              <span class="n figures">
                {count(progress.done)}/{count(progress.all)}
              </span>
            )}
            <Icon icon="close" />
          </button>
          <span class="grow">
            {editor.again.value
              ? 'Seen before, now with the sides exchanged: judge it anew.'
              : 'Label, models, scores and findings are hidden until the check is done.'}
          </span>
        </>
      )}
      <span class="wide">
        <Kbd action="blind" /> leaves {check === null ? 'blind mode' : 'the check'}
      </span>
    </div>
  );
}

/** What the verdict on this comparison brought to light, or what is hidden still. */
function Revealed(): VNode {
  const editor = useEditor();
  const current = editor.current.value;
  const isOpen = current.kind === 'ready' && !editor.hidden.value && current.detail.row.kind === 'comparison';
  if (!isOpen || !isJudged(current.decision.verdict) || current.detail.row.kind !== 'comparison') {
    return <>Label, models, scores and findings are hidden until you judge.</>;
  }
  const { audit } = current.detail;
  const { label } = current.detail.row.comparison;
  const left = editor.left.value;
  const agrees = label === current.decision.verdict;
  const kinds = (audit?.findings ?? []).map(({ kind }) => kind);
  return (
    <span data-part="revealed">
      {label === null ? (
        'There is no label.'
      ) : (
        <>
          <Icon icon={agrees ? 'check' : 'close'} class={agrees ? 'info' : 'warn'} />
          <b>
            {' '}
            The label says {labelText(label, left)}: {agrees ? 'you agree' : 'you do not'}.
          </b>
        </>
      )}
      {audit?.p != null && ` p ${share(audit.p)}.`}
      {kinds.length > 0 && ` ${kinds.join(', ')}.`}
    </span>
  );
}

function RunningAgreement(): VNode | null {
  const agreement = useEditor().reviewing.agreement.value;
  if (agreement === null) return null;
  const { label, ensemble } = agreement.blind;
  if (label.of === 0) return null;
  return (
    <span class="figures roomy" data-part="agreement">
      You agree with the label in {outOf(label)}
      {ensemble.of > 0 && <>, with the ensemble in {outOf(ensemble)}</>}
    </span>
  );
}

/** "5 of 7". */
export function outOf({ agree, of }: Tally): string {
  return `${count(agree)} of ${count(of)}`;
}
