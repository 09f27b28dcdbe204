import type { ComponentChildren, VNode } from 'preact';
import type { Verdict } from '../../../src/edits/decision.ts';
import type { ActionName } from '../../../src/protocol/actions.ts';
import { Button } from '../../controls.ts';
import { act } from '../actions.ts';
import { focusComparison } from '../keys.ts';
import type { Editor } from '../state/editor.ts';
import { count, labelText } from '../state/phrases.ts';
import { type Progress as ProgressFigures, paceOf, timeLeft } from '../state/progress.ts';
import { sideAt } from '../state/sides.ts';
import { useEditor } from './context.ts';
import { Icon } from './icon.tsx';
import { Kbd, useTitle } from './kbd.tsx';
import { useRoving } from './roving.ts';

/** The verdicts with their keys, progress, and what Enter will do. One tab stop. */
export function DecisionBar(): VNode {
  const editor = useEditor();
  const ref = useRoving();
  const current = editor.current.value;
  const isReady = current.kind === 'ready' && editor.welcome.value.readOnly === null;
  const isComparison = isReady && current.detail.row.kind === 'comparison';
  const verdict = current.kind === 'ready' ? current.decision.verdict : null;
  const label =
    isComparison && !editor.hidden.value && current.detail.row.kind === 'comparison'
      ? current.detail.row.comparison.label
      : null;
  const left = editor.left.value;
  const right = sideAt('right', left);
  const choice = (action: ActionName, value: Verdict, text: string): VNode => (
    <Choice action={action} pressed={verdict === value} disabled={!isComparison} class="verdict">
      <Kbd action={action} />
      {text}
      {label === value && <Icon icon="tag" name="the label in the file" class="secondary" />}
    </Choice>
  );
  return (
    <div class="decision" role="toolbar" aria-label="Verdict" ref={ref}>
      <div class="verdicts">
        {choice('preferLeft', left, 'A is better')}
        {choice('preferRight', right, 'B is better')}
        {choice('tie', 'tie', 'Tie')}
        {choice('bothBad', 'both_bad', 'Both bad')}
      </div>
      <div class="others">
        {current.kind === 'ready' && editor.isUnkept(current.detail.row.row) && (
          <span class="unkept" data-part="unkept">
            <Icon icon="warning" class="error" />
            Not kept yet
          </span>
        )}
        <span class="separator roomy" />
        <Choice action="drop" pressed={verdict === 'drop'} disabled={!isReady} class="quiet">
          <Kbd action="drop" />
          Drop
        </Choice>
        <Choice action="later" pressed={verdict === 'later'} disabled={!isReady} class="quiet">
          <Kbd action="later" />
          Later
        </Choice>
        <Choice action="note" disabled={!isReady} class="quiet">
          <Kbd action="note" />
          Note
        </Choice>
        <Choice action="tags" disabled={!isReady} class="quiet wide">
          <Kbd action="tags" />
          Tag
        </Choice>
        <Choice action="undo" disabled={!isReady} class="quiet">
          <Kbd action="undo" />
          <Icon icon="discard" class="between" />
          <span class="not-between">Undo</span>
        </Choice>
        <span class="grow" />
        <Progress />
        <Choice
          action="keep"
          look={verdict === null || verdict === 'later' ? 'secondary' : 'primary'}
          disabled={current.kind !== 'ready'}
        >
          {enterText(editor)}
          <Kbd action="keep" />
        </Choice>
      </div>
    </div>
  );
}

interface ChoiceProps {
  readonly action: ActionName;
  readonly look?: 'primary' | 'secondary';
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly class?: string;
  readonly children: ComponentChildren;
}

function Choice({
  action,
  look = 'secondary',
  pressed,
  disabled = false,
  class: more = '',
  children,
}: ChoiceProps): VNode {
  const editor = useEditor();
  const title = useTitle(titles[action] ?? '', action);
  const press = (): void => {
    act(editor, action);
    // Enter should now mean "next", not this button again; a keyboard user who tabbed here keeps the place.
    if (document.activeElement?.matches(':focus-visible') !== true) focusComparison();
  };
  return (
    <Button
      look={look}
      onPress={press}
      disabled={disabled}
      class={more}
      action={action}
      title={title}
      {...(pressed === undefined ? {} : { pressed })}
    >
      {children}
    </Button>
  );
}

const titles: Partial<Record<ActionName, string>> = {
  preferLeft: 'The response at the left is better',
  preferRight: 'The response at the right is better',
  tie: 'Neither is better',
  bothBad: 'Neither will do',
  drop: 'Drop from the dataset',
  later: 'Leave for later',
  note: 'Write a note',
  tags: 'Tag with a reason',
  undo: 'Undo the last step',
  keep: 'Go on',
};

/** What Enter does now. */
function enterText(editor: Editor): string {
  const label = editor.deciding.labelToKeep();
  if (label !== null) return `Keep ${labelText(label, editor.left.value)}, next`;
  if (editor.hidden.value) return 'Skip';
  return editor.rows.view.value.filter.finding === undefined ? 'Next' : 'Next finding';
}

/** "12 reviewed, 88 left: 7 A or B, 3 tie, 2 drop". */
function byVerdict({ done, all, verdicts }: ProgressFigures): string {
  const { a = 0, b = 0, tie = 0, both_bad: bothBad = 0, drop = 0, later = 0 } = verdicts;
  const parts = [
    [a + b, 'one is better'],
    [tie, 'tie'],
    [bothBad, 'both bad'],
    [drop, 'dropped'],
    [later, 'for later'],
  ] as const;
  const named = parts.filter(([n]) => n > 0).map(([n, name]) => `${count(n)} ${name}`);
  return `${count(done)} reviewed, ${count(all - done)} left${named.length === 0 ? '' : `: ${named.join(', ')}`}`;
}

function Progress(): VNode | null {
  const editor = useEditor();
  const progress = editor.progress.value;
  if (progress === null || progress.all === 0) return null;
  const share = (100 * progress.done) / progress.all;
  const left = progress.all - progress.done;
  const pace = paceOf(editor.deciding.verdictTimes.value);
  return (
    <span class="progress figures" data-part="progress" title={byVerdict(progress)}>
      <span
        class="track roomy"
        role="progressbar"
        aria-label="Comparisons with a verdict"
        aria-valuemin={0}
        aria-valuemax={progress.all}
        aria-valuenow={progress.done}
      >
        <i style={{ width: `${share}%` }} />
      </span>
      <span>
        {count(progress.done)} of {count(progress.all)}
      </span>
      {pace !== null && (
        <span class="secondary roomy">
          {count(pace)} an hour{left > 0 && `, ${timeLeft(left, pace)}`}
        </span>
      )}
    </span>
  );
}
