import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '../../controls.ts';
import { percent } from '../state/phrases.ts';
import { outOf } from './blindLine.tsx';
import { useEditor } from './context.ts';
import { Icon } from './icon.tsx';

/** Comparisons that a reviewer contradicted in a random check: by the label from before a save wrote the verdict. */
const contradicted = "given = 'random' and verdict <> coalesce(recorded, label)";

/** What a finished random check tells: agreement, flip rate with its exact interval, self-consistency, and what to do with it. */
export function CheckDone(): VNode {
  const editor = useEditor();
  const ref = useRef<HTMLElement>(null);
  useLayoutEffect(() => ref.current?.focus(), []);
  const agreement = editor.reviewing.agreement.value;
  const check = editor.check.value;
  if (agreement === null || check === null) return <div class="first-look" aria-busy="true" />;
  const { label, ensemble, self, undecided, wrong, needed } = agreement.check;
  const missing = needed - label.of;
  return (
    <section class="first-look check-done" tabIndex={-1} ref={ref} aria-label="Random check">
      <h1>The random check is done</h1>
      <p class="secondary">
        What it counts: verdicts given without the label in view, on comparisons drawn at random.
        {undecided > 0 && ` ${undecided} preferred neither response and count neither way.`}
      </p>
      <dl class="outcome">
        {wrong !== null && (
          <>
            <dt>Wrong labels</dt>
            <dd>
              <b class="figures">{percent(wrong.value)}</b>{' '}
              <span class="figures">
                ({percent(wrong.low)} to {percent(wrong.high)}, exact 95 % interval; {wrong.n - label.agree} of{' '}
                {wrong.n})
              </span>
            </dd>
          </>
        )}
        <dt>You and the label</dt>
        <dd class="figures">agree in {outOf(label)}</dd>
        {ensemble.of > 0 && (
          <>
            <dt>You and the ensemble</dt>
            <dd class="figures">agree in {outOf(ensemble)}</dd>
          </>
        )}
        {self.of > 0 && (
          <>
            <dt>You and yourself</dt>
            <dd class="figures">
              {outOf(self)} when they came again with the sides exchanged
              {self.agree < self.of && ': some of the wrong labels may be hard cases'}
            </dd>
          </>
        )}
      </dl>
      <p>
        {missing > 0
          ? `${missing} more give the file’s flip rate: an audit takes it from ${needed} verdicts on.`
          : 'An audit takes this as the flip rate of the file, and can then say of each label how probably it is wrong (p_wrong).'}
      </p>
      <p class="buttons">
        <Button look={missing > 0 ? 'secondary' : 'primary'} onPress={() => void editor.command('audit')}>
          <Icon icon="beaker" /> Audit again to use it
        </Button>
        <Button look={missing > 0 ? 'primary' : 'secondary'} onPress={() => void editor.command('randomCheck')}>
          Check more
        </Button>
        {label.agree < label.of && (
          <Button
            look="secondary"
            onPress={() => {
              editor.setOption('blind', false);
              void editor.setView({ filter: { text: { kind: 'sql', value: contradicted } }, sort: 'position' });
            }}
          >
            Show the {label.of - label.agree} wrong labels
          </Button>
        )}
        <Button look="secondary" onPress={() => void editor.blinding.leaveCheck()}>
          Back to the file
        </Button>
      </p>
    </section>
  );
}
