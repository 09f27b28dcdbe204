import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Comparison, Response, Side } from '../../../src/dataset/comparison.ts';
import type { Decision, TextRef } from '../../../src/edits/decision.ts';
import { hasPictures, isPicture } from '../state/pictureMessage.ts';
import { tintedRanges } from '../state/shownWords.ts';
import { letterOf, type Place, sideAt } from '../state/sides.ts';
import type { Tint } from '../state/tint.ts';
import { drawnPair } from '../text/drawnTexts.ts';
import type { RenderedPair } from '../text/renderPair.ts';
import { renderTinted } from '../text/renderTinted.ts';
import type { Part } from '../text/wordDiff.ts';
import { useEditor } from './context.ts';
import { Mounted } from './mounted.tsx';
import { Pictures } from './pictures.tsx';
import { ResponseHead } from './responseHead.tsx';
import { TextEditor } from './textEditor.tsx';

/** What the pair is given: the comparison with its edited texts. */
export interface PairProps {
  readonly comparison: Comparison;
  readonly decision: Decision;
}

/** The two responses side by side, or as one text. */
export function Pair({ comparison, decision }: PairProps): VNode {
  const editor = useEditor();
  const left = editor.left.value;
  const { markdown, diff: wanted } = editor.options.value;
  const diff = hasPictures(comparison) ? 'off' : wanted;
  const first = comparison[left];
  const second = comparison[sideAt('right', left)];
  const tint = editor.tint.value;
  const drawn = useMemo(
    () =>
      tint.kind === 'on' ? tintedPair(first, second, tint, left) : drawnPair(comparison, { markdown, diff, left }),
    [comparison, markdown, diff, tint, left],
  );
  const says = tint.kind === 'without' ? tint.says : drawn.says;
  if (drawn.unified !== null) {
    return (
      <article class="unified" aria-label="Both responses as one text">
        <div class="response-head">
          <ResponseHead place="left" comparison={comparison} decision={decision} short />
          <span class="secondary small">
            <del>only in A</del>
          </span>
          <span class="separator" />
          <ResponseHead place="right" comparison={comparison} decision={decision} short />
          <span class="secondary small">
            <ins>only in B</ins>
          </span>
          <span class="grow" />
          <span class="secondary tiny figures">{says}</span>
        </div>
        <OneText parts={drawn.unified} />
      </article>
    );
  }
  return (
    <div class="pair">
      {(['left', 'right'] as const).map(place => (
        <article key={place} class={`response ${place}`} aria-label={`Response ${letterOf[place]}`}>
          <div class="response-head">
            <ResponseHead
              place={place}
              comparison={comparison}
              decision={decision}
              says={place === 'left' ? says : ''}
            />
          </div>
          <Messages place={place} comparison={comparison} elements={drawn[place]} />
        </article>
      ))}
    </div>
  );
}

/** Tinted texts stand side by side as written: there are no marks of differences among the underlines. */
function tintedPair(
  first: Response,
  second: Response,
  { explanation, says }: Extract<Tint, { kind: 'on' }>,
  left: Side,
): RenderedPair {
  const { words, fullTint } = explanation;
  const draw = (response: Response, side: Side) =>
    renderTinted(response, tintedRanges(response.messages, words[side], fullTint));
  return { left: draw(first, left), right: draw(second, sideAt('right', left)), unified: null, says };
}

function OneText({ parts }: { readonly parts: readonly Part[] }): VNode {
  return (
    <div class="reading plain" dir="auto">
      {parts.map((part, i) => {
        const key = `${i}${part.kind}`;
        if (part.kind === 'both') return <span key={key}>{part.text}</span>;
        return part.kind === 'first' ? <del key={key}>{part.text}</del> : <ins key={key}>{part.text}</ins>;
      })}
    </div>
  );
}

interface MessagesProps {
  readonly place: Place;
  readonly comparison: Comparison;
  readonly elements: readonly HTMLElement[];
}

function Messages({ place, comparison, elements }: MessagesProps): VNode {
  const editor = useEditor();
  const side = sideAt(place, editor.left.value);
  const { messages } = comparison[side];
  const isEmpty = messages.every(({ content, toolCalls }) => content.trim() === '' && (toolCalls ?? []).length === 0);
  return (
    <div class="reading">
      {isEmpty && editor.editing.value === null && <p class="secondary">This response is empty.</p>}
      {messages.map((message, i) => {
        const ref: TextRef = `${side}/${i}`;
        const element = elements[i];
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: a mouse shortcut; the pencil does the same for the keyboard
          <div
            key={ref}
            role="presentation"
            class={`message ${message.role}`}
            onDblClick={() => {
              if (editor.welcome.value.readOnly === null && !isPicture(message)) editor.editing.value = ref;
            }}
          >
            {messages.length > 1 && <div class="role small secondary">{message.role}</div>}
            {editor.editing.value === ref ? (
              <TextEditor target={ref} text={message.content} name={`Response ${letterOf[place]}`} />
            ) : (
              element !== undefined && !isPicture(message) && <Mounted element={element} />
            )}
            <Pictures images={message.images ?? []} part={side} message={i} name={`Response ${letterOf[place]}`} />
          </div>
        );
      })}
    </div>
  );
}
