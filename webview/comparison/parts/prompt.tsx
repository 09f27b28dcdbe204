import { useSignal } from '@preact/signals';
import type { ComponentChildren, VNode } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Message } from '../../../src/dataset/comparison.ts';
import type { Decision, TextRef } from '../../../src/edits/decision.ts';
import { count } from '../state/phrases.ts';
import { groupTurns, type PlacedMessage, type TurnGroup } from '../state/turns.ts';
import { drawnTurn } from '../text/drawnTexts.ts';
import { visible } from '../text/visible.ts';
import { wordCount } from '../text/wordDiff.ts';
import { useEditor } from './context.ts';
import { EditButton } from './editButton.tsx';
import { Icon } from './icon.tsx';
import { Mounted } from './mounted.tsx';
import { Pictures } from './pictures.tsx';
import { TextEditor } from './textEditor.tsx';

/** Characters of a folded turn that are worth putting into its line. */
const lineLength = 300;

/** What a prompt is given; `part` is null where its texts can't be edited. */
export interface PromptProps {
  readonly part: 'prompt' | null;
  readonly messages: readonly Message[];
  readonly texts: Decision['texts'];
  readonly title: string;
}

/** The prompt or conversation: earlier turns folded to a line, the last user turn open. */
export function Prompt({ part, messages, texts, title }: PromptProps): VNode {
  const groups = useMemo(() => groupTurns(messages), [messages]);
  if (messages.length === 0) return <div class="turn secondary">No prompt</div>;
  return (
    // biome-ignore lint/a11y/useSemanticElements: nothing here is a form
    <div class="prompt" role="group" aria-label={title}>
      {groups.map(group => (
        <Group
          key={group.messages[0]?.index}
          group={group}
          part={part}
          texts={texts}
          title={title}
          alone={groups.length === 1}
        />
      ))}
    </div>
  );
}

interface GroupProps extends Omit<PromptProps, 'messages'> {
  readonly group: TurnGroup;
  readonly alone: boolean;
}

function Group({ group, part, texts, title, alone }: GroupProps): VNode {
  const first = group.messages[0]!;
  if (group.kind === 'last') {
    const name = alone || title !== 'Prompt' ? title : nameOf(first.message.role);
    return <OpenTurn placed={first} part={part} texts={texts} name={name} startsOpen />;
  }
  if (group.messages.length > 1) return <Turns {...{ group, part, texts }} />;
  return <OpenTurn placed={first} part={part} texts={texts} name={nameOf(first.message.role)} startsOpen={false} />;
}

function Turns({ group, part, texts }: Omit<GroupProps, 'title' | 'alone'>): VNode {
  const open = useSignal(false);
  const preview = useMemo(
    () =>
      group.messages
        .slice(0, 6)
        .map(({ message }) => oneLine(message.content).slice(0, 100))
        .join(' / '),
    [group],
  );
  return (
    <>
      <Fold
        open={open.value}
        onToggle={() => {
          open.value = !open.value;
        }}
        icon="comment-discussion"
        name={`${count(group.messages.length)} turns`}
        end={open.value ? '' : 'earlier'}
      >
        <span dir="auto">{open.value ? '' : preview}</span>
      </Fold>
      {open.value && (
        <div class="turns">
          {group.messages.map(placed => (
            <OpenTurn
              key={placed.index}
              placed={placed}
              part={part}
              texts={texts}
              name={nameOf(placed.message.role)}
              startsOpen
              plain={group.messages.length > 40}
            />
          ))}
        </div>
      )}
    </>
  );
}

interface OpenTurnProps extends Pick<PromptProps, 'part' | 'texts'> {
  readonly placed: PlacedMessage;
  readonly name: string;
  readonly startsOpen: boolean;
  /** As written whatever the option says: many turns at once would take too long to render. */
  readonly plain?: boolean;
}

function OpenTurn({ placed, part, texts, name, startsOpen, plain = false }: OpenTurnProps): VNode {
  const editor = useEditor();
  const open = useSignal(startsOpen);
  const { message, index } = placed;
  const ref: TextRef | null = part === null ? null : `prompt/${index}`;
  const isEdited = ref !== null && texts[ref] !== undefined;
  const { markdown } = editor.options.value;
  const words = useMemo(
    () => (message.content.length > 200_000 ? null : wordCount(message.content)),
    [message.content],
  );
  const isEditing = ref !== null && editor.editing.value === ref;
  return (
    <Fold
      open={open.value}
      onToggle={() => {
        open.value = !open.value;
      }}
      icon={icons[message.role] ?? 'comment'}
      name={name}
      end={
        words === null
          ? `${count(message.content.length)} characters`
          : `${count(words)} ${words === 1 ? 'word' : 'words'}`
      }
      actions={ref === null || !open.value ? null : <EditButton target={ref} isEdited={isEdited} name={name} />}
    >
      {!open.value ? (
        <span dir="auto">{oneLine(message.content)}</span>
      ) : isEditing ? (
        <TextEditor target={ref} text={message.content} name={name} />
      ) : (
        <TurnText message={message} markdown={markdown && !plain} />
      )}
      {open.value && <Pictures images={message.images ?? []} part={part ?? 'promptB'} message={index} name={name} />}
    </Fold>
  );
}

function TurnText({ message, markdown }: { readonly message: Message; readonly markdown: boolean }): VNode {
  const ref = useRef<HTMLDivElement>(null);
  const unfolded = useSignal(false);
  const isLong = useSignal(false);
  const element = drawnTurn(message, markdown);
  useLayoutEffect(() => {
    const box = ref.current;
    if (box === null) return;
    // Told when the page is laid out anyway: asking here would have it laid out at once, and then again.
    const observer = new ResizeObserver(() => {
      if (!unfolded.peek()) isLong.value = box.scrollHeight > box.clientHeight + 4;
    });
    for (const one of [box, element]) observer.observe(one);
    return () => observer.disconnect();
  }, [element]);
  return (
    <>
      <div class={unfolded.value ? '' : 'six-lines'} ref={ref}>
        <Mounted element={element} />
      </div>
      {(isLong.value || unfolded.value) && (
        <button
          type="button"
          class="link"
          aria-expanded={unfolded.value}
          onClick={() => {
            unfolded.value = !unfolded.value;
          }}
        >
          {unfolded.value ? 'Show less' : 'Show all'}
        </button>
      )}
    </>
  );
}

interface FoldProps {
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly icon: string;
  readonly name: string;
  readonly end: string;
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

function Fold({ open, onToggle, icon, name, end, actions, children }: FoldProps): VNode {
  return (
    <div class={`turn ${open ? '' : 'folded'}`}>
      <button
        type="button"
        class="fold"
        aria-expanded={open}
        aria-label={`${name}, ${open ? 'fold' : 'unfold'}`}
        onClick={onToggle}
      >
        <Icon icon={open ? 'chevron-down' : 'chevron-right'} />
      </button>
      <span class="who">
        <Icon icon={icon} />
        {name}
      </span>
      <div class="turn-text">{children}</div>
      <span class="turn-end">
        {actions}
        <span class="figures">{end}</span>
      </span>
    </div>
  );
}

const icons: Readonly<Record<string, string>> = {
  system: 'gear',
  developer: 'gear',
  user: 'account',
  assistant: 'comment',
  tool: 'tools',
};

function nameOf(role: string): string {
  const text = visible(role).slice(0, 24);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function oneLine(text: string): string {
  return visible(text.slice(0, lineLength).replace(/\s+/g, ' ').trim());
}
