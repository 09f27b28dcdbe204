import type { VNode } from 'preact';
import type { RowPerson } from '../../../src/protocol/people.ts';
import { annotatorCondition } from '../../conditions.ts';
import type { KnownAnnotation } from '../state/annotationGroups.ts';
import { isFilteredBy, toggleCondition } from '../state/conditionFilter.ts';
import { count, share } from '../state/phrases.ts';
import { visible } from '../text/visible.ts';
import { useEditor } from './context.ts';
import { Icon } from './icon.tsx';

/** Longest name on a chip; the whole of it is in the title. */
const longest = 24;
/** Widest interval of how often somebody is right that a bare figure may stand for; a wider one is in the title alone. */
const widest = 0.4;

/** An annotator with what is known of them; a press shows all that they labelled, another one everything again. */
export function PersonChip({ annotation }: { readonly annotation: KnownAnnotation }): VNode {
  const editor = useEditor();
  const { annotator, person, strength } = annotation;
  const condition = annotatorCondition(annotator);
  const pressed = isFilteredBy(editor, condition);
  const name = visible(annotator);
  const population = person?.population;
  return (
    <button
      type="button"
      class="chip person"
      data-stop=""
      data-annotator={annotator}
      aria-pressed={pressed}
      title={titleOf(annotation, name, pressed)}
      onClick={() => void toggleCondition(editor, condition)}
    >
      <Icon
        icon={(person?.stands.length ?? 0) > 0 ? 'warning' : 'account'}
        {...((person?.stands.length ?? 0) > 0 ? { class: 'warn' } : {})}
      />
      <span class="person-name" dir="auto">
        {name.length > longest ? `${name.slice(0, longest)}…` : name}
      </span>
      {strength !== undefined && <span class="n figures">+{strength}</span>}
      {person?.accuracy != null && person.accuracy.high - person.accuracy.low <= widest && (
        <span class="n figures">right {share(person.accuracy.value)}</span>
      )}
      {person !== null && person.stands.length > 0 && <span class="n">{person.stands.join(', ')}</span>}
      {population !== undefined && <span class="n">{population.name.replace('population', 'pop.')}</span>}
    </button>
  );
}

function titleOf({ time, strength, person }: KnownAnnotation, name: string, pressed: boolean): string {
  return [
    `${name}:`,
    ...(strength === undefined ? [] : [`strength ${strength};`]),
    ...(time === undefined ? [] : [`${visible(time)};`]),
    ...(person === null ? ['no figures before an audit.'] : [personText(person)]),
    pressed ? 'Press to show all again.' : 'Press to show what they labelled.',
  ].join(' ');
}

/** What is known of somebody, as a sentence. */
function personText({ votes, accuracy, stands, population }: RowPerson): string {
  const right =
    accuracy === null
      ? 'how often right is not known'
      : `right ${share(accuracy.value)} (${share(accuracy.low)} to ${share(accuracy.high)}) by the others and the ensemble`;
  return [
    `${count(votes)} ${votes === 1 ? 'vote' : 'votes'} in the file, ${right}`,
    ...(population === undefined ? [] : [`most likely ${population.name} (${share(population.p)})`]),
    ...(stands.length === 0 ? [] : [`to look at: ${stands.join(', ')}`]),
  ]
    .join('; ')
    .concat('.');
}
