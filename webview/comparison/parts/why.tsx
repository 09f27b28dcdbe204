import type { VNode } from 'preact';
import type { Comparison } from '../../../src/dataset/comparison.ts';
import type { RowDetail } from '../../../src/protocol/rows.ts';
import type { Explanation } from '../../../src/reward/explanation.ts';
import { act } from '../actions.ts';
import { strongestWords } from '../state/shownWords.ts';
import { letterOf, type Place, sideAt } from '../state/sides.ts';
import { visible } from '../text/visible.ts';
import { useEditor } from './context.ts';
import { FeatureRows } from './featureRows.tsx';
import { Icon } from './icon.tsx';
import { Kbd, useTitle } from './kbd.tsx';
import { ObjectiveRows } from './objectiveRows.tsx';

/** What the explanation is given. */
export interface WhyProps {
  readonly comparison: Comparison;
  readonly detail: RowDetail;
}

/** What moved the margins: features and objectives with their directions, and the words; below a line that opens it. */
export function Why({ comparison, detail }: WhyProps): VNode | null {
  const editor = useEditor();
  const { why, words } = editor.options.value;
  const tintTitle = useTitle('Tint the words that moved the n-gram head', 'words');
  if (detail.audit === null || Object.keys(detail.audit.margins).length === 0) return null;
  const state = editor.explanations.get(detail.row.row);
  return (
    <div class="why">
      <div class="why-head">
        <button type="button" class="link" aria-expanded={why} onClick={() => editor.toggle('why')}>
          <Icon icon={why ? 'chevron-down' : 'chevron-right'} /> Why these margins
        </button>
        <button
          type="button"
          class="link"
          aria-pressed={words}
          title={tintTitle}
          data-action="words"
          onClick={() => act(editor, 'words')}
        >
          <Icon icon={words ? 'check' : 'symbol-color'} /> Tint words <Kbd action="words" />
        </button>
        {words && (
          <span class="legend secondary tiny">
            <span class="tinted pro tint-3">for</span> the response it stands in,{' '}
            <span class="tinted contra tint-3">against</span> it; thicker: more
          </span>
        )}
      </div>
      {why && state?.kind === 'loading' && (
        <p class="reason secondary" role="status">
          The heads that judged this comparison are fitted again …
        </p>
      )}
      {why && state?.kind === 'failed' && <p class="reason secondary">Not known: {state.why}</p>}
      {why && state?.kind === 'none' && <p class="reason secondary">The ensemble did not judge this comparison.</p>}
      {why && state?.kind === 'ready' && <Reasons explanation={state.explanation} comparison={comparison} />}
    </div>
  );
}

interface ReasonsProps {
  readonly explanation: Explanation;
  readonly comparison: Comparison;
}

function Reasons({ explanation, comparison }: ReasonsProps): VNode {
  const { members, words } = explanation;
  const saysWords = words.a.length + words.b.length > 0;
  const opaque = members.filter(
    ({ id, features, objectives }) => features.length + objectives.length === 0 && !(saysWords && id === 'ngram'),
  );
  return (
    <>
      {members.map(member => (
        <FeatureRows key={member.id} member={member} />
      ))}
      {members.map(member => (
        <ObjectiveRows key={member.id} member={member} />
      ))}
      {saysWords && (
        <div class="why-words">
          <Words place="left" comparison={comparison} words={words} />
          <Words place="right" comparison={comparison} words={words} />
        </div>
      )}
      {opaque.length > 0 && (
        <p class="reason secondary tiny">
          Nothing to name for {opaque.map(({ name }) => visible(name).toLowerCase()).join(', ')}.
        </p>
      )}
    </>
  );
}

interface WordsProps {
  readonly place: Place;
  readonly comparison: Comparison;
  readonly words: Explanation['words'];
}

/** The words that spoke most for the response at a place, and most against it. */
function Words({ place, comparison, words }: WordsProps): VNode {
  const side = sideAt(place, useEditor().left.value);
  const { pro, contra } = strongestWords(comparison[side].messages, words[side]);
  return (
    <div>
      <h3>Words of {letterOf[place]}</h3>
      {(
        [
          ['for it', pro],
          ['against it', contra],
        ] as const
      ).map(([stand, list]) => (
        <p key={stand}>
          <span class="secondary">{stand}: </span>
          {list.length === 0 && <span class="secondary">none</span>}
          {list.map(({ word, weight }, i) => (
            <span key={word}>
              {i > 0 && ', '}“{visible(word)}” <span class="figures secondary">{Math.abs(weight).toFixed(2)}</span>
            </span>
          ))}
        </p>
      ))}
    </div>
  );
}
