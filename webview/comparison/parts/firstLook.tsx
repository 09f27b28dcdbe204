import type { ComponentChildren, VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { act } from '../actions.ts';
import { count } from '../state/phrases.ts';
import { visible } from '../text/visible.ts';
import { useEditor } from './context.ts';
import { Icon } from './icon.tsx';
import { Kbd } from './kbd.tsx';

/** The first look at a file that was neither audited nor reviewed: what it is, and what can be done with it. */
export function FirstLook(): VNode {
  const editor = useEditor();
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => ref.current?.focus(), []);
  const { welcome } = editor;
  const overview = editor.overview.value;
  const rows = overview?.rowCount ?? welcome.value.rowCount;
  const problems = (overview?.findings ?? []).filter(one => one.count > 0);
  return (
    <div class="first-look" tabIndex={-1} ref={ref}>
      <h1>{visible(welcome.value.fileName)}</h1>
      <p class="secondary">
        {count(rows)} {rows === 1 ? 'row' : 'rows'}
        {overview?.indexed === false ? ' so far' : ''}. Not audited yet.
      </p>
      <div class="first-columns">
        <section>
          <h2>Start</h2>
          <Start
            icon="play"
            text="Review from the first comparison"
            kbd={<Kbd action="keep" />}
            onPress={() => act(editor, 'keep')}
          >
            Every verdict can be undone; nothing is written before you save.
          </Start>
          <Start
            icon="beaker"
            text="Find suspect labels"
            onPress={() => {
              editor.screen.value = 'comparing';
              void editor.command('audit');
            }}
          >
            Trains style, tree and n-gram heads on this file, then judges each pair with heads that never saw it, and
            finds the principles behind the labels. Nothing leaves the machine.
          </Start>
          <Start
            icon="eye-closed"
            text="Review blind"
            kbd={<Kbd action="blind" />}
            onPress={() => act(editor, 'blind')}
          >
            Label, models and scores stay hidden until you judge, so your verdicts can be held against them.
          </Start>
          <Start icon="pie-chart" text="Check 30 at random" onPress={() => void editor.command('randomCheck')}>
            Blind verdicts on a random sample say how many labels of the file are wrong, with an exact interval.
          </Start>
        </section>
        <section>
          <h2>What PairLens sees</h2>
          <dl>
            <dt>Format</dt>
            <dd>
              {welcome.value.formatUnsure && <Icon icon="warning" class="warn" name="Not sure" />}{' '}
              {visible(welcome.value.formatName)}
              {welcome.value.formatReasons.map(reason => (
                <span key={reason} class="format-reason secondary small">
                  {visible(reason)}
                </span>
              ))}
              <button type="button" class="link" onClick={() => void editor.command('mapFields')}>
                {welcome.value.formatUnsure ? 'Not sure: map fields' : 'Map fields'}
              </button>
            </dd>
            <dt>Rows</dt>
            <dd class="figures">{count(rows)}</dd>
            {problems.length > 0 && (
              <>
                <dt>Problems</dt>
                <dd>
                  {problems.map(({ kind, count: n }) => (
                    <button
                      key={kind}
                      type="button"
                      class="link"
                      onClick={() => void editor.setView({ filter: { finding: kind }, sort: 'position' })}
                    >
                      {count(n)} {kind}
                    </button>
                  ))}
                </dd>
              </>
            )}
            {welcome.value.readOnly !== null && (
              <>
                <dt>Read only</dt>
                <dd>{welcome.value.readOnly}</dd>
              </>
            )}
          </dl>
          <h2>The keys</h2>
          <dl class="keys">
            <dt>
              <Kbd action="preferLeft" /> <Kbd action="preferRight" />
            </dt>
            <dd>A is better, B is better</dd>
            <dt>
              <Kbd action="tie" /> <Kbd action="bothBad" />
            </dt>
            <dd>tie, both bad</dd>
            <dt>
              <Kbd action="drop" /> <Kbd action="later" />
            </dt>
            <dd>drop, leave for later</dd>
            <dt>
              <Kbd action="undo" />
            </dt>
            <dd>undo, as often as you like</dd>
            <dt>
              <Kbd action="keys" />
            </dt>
            <dd>all keys</dd>
          </dl>
        </section>
      </div>
    </div>
  );
}

interface StartProps {
  readonly icon: string;
  readonly text: string;
  readonly kbd?: VNode;
  readonly onPress: () => void;
  readonly children: ComponentChildren;
}

function Start({ icon, text, kbd, onPress, children }: StartProps): VNode {
  return (
    <div class="start">
      <Icon icon={icon} />
      <button type="button" class="link" onClick={onPress}>
        {text}
      </button>
      <span>{kbd}</span>
      <span class="start-about">{children}</span>
    </div>
  );
}
