import type { VNode } from 'preact';
import type { Label, Message, Response } from '../../src/dataset/comparison.ts';
import type { ReadComparison } from '../../src/dataset/format.ts';
import type { MapPreview } from '../../src/dataset/mapping/previewMap.ts';
import { Icon } from '../comparison/parts/icon.tsx';
import { visible } from '../comparison/text/visible.ts';

/** The first comparisons as they would be read, or what is missing. */
export function Preview({ preview }: { readonly preview: MapPreview | null }): VNode {
  if (preview === null) return <p class="secondary">Reading the first records…</p>;
  const { trouble, read, sampled, unread, comparisons } = preview;
  return (
    <div class="preview">
      <h2>The first comparisons</h2>
      {trouble !== null ? (
        <p class="verdict">
          <Icon icon="info" class="info" /> {visible(trouble)}
        </p>
      ) : (
        <p class="verdict">
          {read === sampled ? <Icon icon="check" /> : <Icon icon="warning" class="warn" />} {read} of {sampled} sampled
          records are read.
        </p>
      )}
      {unread.map(({ reason, count }) => (
        <p key={reason} class="secondary small">
          {count} {count === 1 ? 'is' : 'are'} not: {visible(reason)}
        </p>
      ))}
      {comparisons.map((comparison, i) => (
        <Card key={i} comparison={comparison} number={i + 1} />
      ))}
    </div>
  );
}

const labelWords: Readonly<Record<Label, string>> = {
  a: 'A is better',
  b: 'B is better',
  tie: 'a tie',
  both_bad: 'both bad',
};

function Card({ comparison, number }: { readonly comparison: ReadComparison; readonly number: number }): VNode {
  const { prompt, a, b, label, labelStrength, source, id, annotations } = comparison;
  const facts = [
    label === null ? 'no label' : labelWords[label],
    labelStrength === undefined ? '' : `strength ${labelStrength}`,
    ...annotations.slice(0, 3).map(({ annotator }) => `annotator ${annotator}`),
    source === undefined ? '' : `source ${source}`,
    id === undefined ? '' : `id ${id}`,
  ].filter(fact => fact !== '');
  return (
    <article class="card" aria-label={`Comparison ${number}`}>
      <p class="secondary small">{visible(facts.join(' · ').slice(0, 300))}</p>
      {prompt.length === 0 ? <p class="secondary">No prompt</p> : <Messages messages={prompt} roles />}
      <div class="sides">
        <Side letter="A" place="left" response={a} isChosen={label === 'a'} />
        <Side letter="B" place="right" response={b} isChosen={label === 'b'} />
      </div>
    </article>
  );
}

interface SideProps {
  readonly letter: string;
  readonly place: 'left' | 'right';
  readonly response: Response;
  readonly isChosen: boolean;
}

function Side({ letter, place, response, isChosen }: SideProps): VNode {
  return (
    <div class="response">
      <p class="small">
        <span class={`side ${place}`}>{letter}</span>{' '}
        {isChosen && (
          <span class="badge">
            <Icon icon="tag" />
            chosen
          </span>
        )}{' '}
        <span class="secondary">
          {response.model !== undefined && visible(response.model.slice(0, 60))}
          {response.score !== undefined && ` score ${response.score}`}
        </span>
      </p>
      <Messages messages={response.messages} roles={response.messages.length > 1} />
    </div>
  );
}

function Messages({ messages, roles }: { readonly messages: readonly Message[]; readonly roles: boolean }): VNode {
  return (
    <div class="messages">
      {messages.map(({ role, content }, i) => (
        <p key={i} dir="auto">
          {roles && <span class="secondary small">{visible(role.slice(0, 24))}: </span>}
          {content === '' ? <span class="secondary">(empty)</span> : visible(content)}
        </p>
      ))}
    </div>
  );
}
