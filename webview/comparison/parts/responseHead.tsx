import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Comparison } from '../../../src/dataset/comparison.ts';
import type { Decision, TextRef } from '../../../src/edits/decision.ts';
import { count } from '../state/phrases.ts';
import { isPicture } from '../state/pictureMessage.ts';
import { letterOf, type Place, sideAt } from '../state/sides.ts';
import { visible } from '../text/visible.ts';
import { wordCount } from '../text/wordDiff.ts';
import { useEditor } from './context.ts';
import { EditButton } from './editButton.tsx';
import { Icon } from './icon.tsx';

/** What a response's header is given; `short` leaves room for both in one line. */
export interface ResponseHeadProps {
  readonly place: Place;
  readonly comparison: Comparison;
  readonly decision: Decision;
  readonly says?: string;
  readonly short?: boolean;
}

/** A response's letter, what label and verdict say of it, its model, score and length. */
export function ResponseHead({ place, comparison, decision, says = '', short = false }: ResponseHeadProps): VNode {
  const editor = useEditor();
  const side = sideAt(place, editor.left.value);
  const response = comparison[side];
  const hidden = editor.hidden.value;
  const letter = letterOf[place];
  const texts = response.messages.map((_, i) => `${side}/${i}` as TextRef);
  const written = response.messages.filter(message => !isPicture(message));
  const words = useMemo(() => written.reduce((sum, { content }) => sum + wordCount(content), 0), [response]);
  const calls = response.messages.reduce((sum, { toolCalls }) => sum + (toolCalls?.length ?? 0), 0);
  const isChosen = comparison.label === side;
  return (
    <>
      <span class={`side ${place}`}>{letter}</span>
      {!hidden && isChosen && (
        <span class="badge" data-badge="chosen" title="The label in the file">
          <Icon icon="tag" />
          chosen
        </span>
      )}
      {decision.verdict === side && (
        <span class="badge" data-badge="verdict">
          <Icon icon="check" />
          your verdict
        </span>
      )}
      {!hidden && response.model !== undefined && <span class="secondary model">{visible(response.model)}</span>}
      {!hidden && !short && response.score !== undefined && (
        <span class="secondary figures" title="The score in the file">
          score {response.score}
        </span>
      )}
      {!short && (
        <>
          <span class="grow" />
          {says !== '' && <span class="secondary tiny wide">{says}</span>}
          {texts.length === 1 && written.length === 1 && (
            <EditButton
              target={texts[0]!}
              isEdited={decision.texts[texts[0]!] !== undefined}
              name={`response ${letter}`}
            />
          )}
          <span class="secondary figures tiny">
            {written.length === 0 ? 'picture' : `${count(words)} ${words === 1 ? 'word' : 'words'}`}
            {calls > 0 && `, ${calls} ${calls === 1 ? 'call' : 'calls'}`}
          </span>
        </>
      )}
    </>
  );
}
