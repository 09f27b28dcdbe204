import type { VNode } from 'preact';
import { verdictText } from '../state/phrases.ts';
import { isJudged } from '../state/progress.ts';
import { disagreement } from '../state/reviewers.ts';
import { visible } from '../text/visible.ts';
import { useEditor } from './context.ts';
import { verdictGlyphs } from './glyphs.ts';
import { Icon } from './icon.tsx';

/** What each reviewer said where they disagree, and what to do about it. */
export function ReviewersBar(): VNode | null {
  const editor = useEditor();
  const current = editor.current.value;
  if (current.kind !== 'ready' || editor.blind.value) return null;
  const reviews = current.detail.reviews ?? [];
  if (!disagreement(reviews)) return null;
  const settled = current.decision.given === 'settled';
  return (
    <section class="note reviewers" aria-label="Reviewers disagree" data-part="reviewers">
      <Icon icon="git-compare" class={settled ? 'info' : 'warn'} />
      <ul>
        {reviews
          .filter(one => isJudged(one.independent))
          .map(({ reviewer, independent, note }) => (
            <li key={reviewer}>
              <b dir="auto">{reviewer === '' ? '(no name)' : visible(reviewer)}</b>{' '}
              {independent !== null && (
                <>
                  <Icon icon={verdictGlyphs[independent].icon} /> {verdictText(independent, editor.left.value)}
                </>
              )}
              {note !== '' && (
                <span class="secondary" dir="auto">
                  {' '}
                  {visible(note)}
                </span>
              )}
            </li>
          ))}
      </ul>
      <span class="secondary small wide">
        {settled ? 'Settled by your verdict.' : 'Your verdict now settles it, whichever it is.'}
      </span>
    </section>
  );
}
