import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import type { Comparison } from '../../../src/dataset/comparison.ts';
import type { RowDetail } from '../../../src/protocol/rows.ts';
import { type AnnotationGroup, annotationGroups } from '../state/annotationGroups.ts';
import { count } from '../state/phrases.ts';
import { visible } from '../text/visible.ts';
import { useEditor } from './context.ts';
import { findingGlyphs } from './glyphs.ts';
import { Icon } from './icon.tsx';
import { PersonChip } from './personChip.tsx';
import { PopulationChip } from './populationChip.tsx';
import { useRoving } from './roving.ts';

/** Chips of a group before the others are asked for, and reasons. */
const fewChips = 8;
const fewReasons = 3;

/** What the people are given. */
export interface PeopleProps {
  readonly comparison: Comparison;
  readonly detail: RowDetail;
}

/** Whose annotations there are, by what they say, and what each population would label. One tab stop. */
export function People({ comparison, detail: { people } }: PeopleProps): VNode | null {
  const editor = useEditor();
  const ref = useRoving();
  const open = useSignal(false);
  const groups = annotationGroups(comparison, people, editor.left.value);
  const populations = people?.populations ?? [];
  if (groups.length === 0 && populations.length === 0) return null;
  const parted = new Set(populations.flatMap(({ sure }) => sure ?? [])).size > 1;
  const reasons = comparison.annotations.filter(({ reason = '' }) => reason.trim() !== '');
  const hidden = groups.reduce((sum, { annotations }) => sum + Math.max(0, annotations.length - fewChips), 0);
  const shownReasons = open.value ? reasons : reasons.slice(0, fewReasons);
  const more = hidden + reasons.length - Math.min(reasons.length, fewReasons);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings looks and a legend that these chips have no use for
    <div class="people" role="group" aria-label="Annotators and populations" ref={ref}>
      {groups.map(group => (
        <Line key={group.head} head={group.head} n={group.annotations.length}>
          {chipsOf(group, open.value)}
        </Line>
      ))}
      {populations.length > 0 && (
        <Line head="populations">
          {populations.map(population => (
            <PopulationChip key={population.name} population={population} label={comparison.label} />
          ))}
          {parted && (
            <span class="contested small" data-part="contested">
              <Icon icon={findingGlyphs.contested.icon} class={findingGlyphs.contested.tone} /> contested: populations
              disagree, which is no error
            </span>
          )}
        </Line>
      )}
      {shownReasons.map(({ annotator, reason = '' }, at) => (
        <p key={at} class="people-reason small">
          <b dir="auto">{visible(annotator)}</b>{' '}
          <span class="secondary" dir="auto">
            {visible(reason)}
          </span>
        </p>
      ))}
      {more > 0 && (
        <button
          type="button"
          class="link small people-more"
          data-stop=""
          aria-expanded={open.value}
          onClick={() => {
            open.value = !open.value;
          }}
        >
          {open.value ? 'fewer' : `${count(more)} more`}
        </button>
      )}
    </div>
  );
}

function chipsOf({ annotations }: AnnotationGroup, all: boolean): VNode[] {
  return (all ? annotations : annotations.slice(0, fewChips)).map(annotation => (
    <PersonChip key={annotation.at} annotation={annotation} />
  ));
}

function Line(props: {
  readonly head: string;
  readonly n?: number;
  readonly children: VNode[] | (VNode[] | VNode | false)[];
}): VNode {
  return (
    <div class="people-line">
      <span class="people-head secondary small">
        {props.head} {props.n !== undefined && <span class="figures">{count(props.n)}</span>}
      </span>
      <div class="people-chips">{props.children}</div>
    </div>
  );
}
