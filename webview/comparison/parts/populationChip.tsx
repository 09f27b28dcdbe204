import type { VNode } from 'preact';
import type { Label } from '../../../src/dataset/comparison.ts';
import type { RowPopulation } from '../../../src/protocol/people.ts';
import { populationCondition } from '../../conditions.ts';
import { isFilteredBy, toggleCondition } from '../state/conditionFilter.ts';
import { percent, share } from '../state/phrases.ts';
import { letterOf, placeOf } from '../state/sides.ts';
import { useEditor } from './context.ts';
import { Icon } from './icon.tsx';

/** What the chip is given. */
export interface PopulationChipProps {
  readonly population: RowPopulation;
  readonly label: Label | null;
}

/** What a population would label; a press shows the comparisons that it takes the same stand on, another one all again. */
export function PopulationChip({ population, label }: PopulationChipProps): VNode {
  const editor = useEditor();
  const { name, share: people, forA, sure } = population;
  const side = forA >= 0.5 ? 'a' : 'b';
  const letter = letterOf[placeOf(side, editor.left.value)];
  const p = share(Math.max(forA, 1 - forA));
  const decided = label === 'a' || label === 'b';
  const stand = sure === null || !decided ? null : sure === label ? 'for' : 'against';
  const says = `${name} (${percent(people)} of people) would prefer ${letter}, with a probability of ${p}`;
  const content = (
    <>
      <Icon icon="organization" />
      {name}
      <span class="n">{sure === null ? 'not sure' : letter}</span>
      <span class="n figures">{p}</span>
      {stand === 'against' && <span class="n">against the label</span>}
    </>
  );
  if (stand === null) {
    return (
      <span class="chip plain" title={`${says}.`} data-population={name}>
        {content}
      </span>
    );
  }
  const condition = populationCondition(name, stand);
  const pressed = isFilteredBy(editor, condition);
  const what = stand === 'for' ? 'labels that it is as sure of' : 'labels that it is as much against';
  return (
    <button
      type="button"
      class="chip"
      data-stop=""
      data-population={name}
      aria-pressed={pressed}
      title={`${says}. ${pressed ? 'Press to show all again.' : `Press to show the ${what}.`}`}
      onClick={() => void toggleCondition(editor, condition)}
    >
      {content}
    </button>
  );
}
