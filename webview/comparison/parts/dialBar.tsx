import type { VNode } from 'preact';
import type { OverviewObjective } from '../../../src/protocol/overview.ts';
import { Button } from '../../controls.ts';
import { count, percent, share } from '../state/phrases.ts';
import { visible } from '../text/visible.ts';
import { useEditor } from './context.ts';
import { Icon } from './icon.tsx';

/** The weights of the file's objectives: the table is ranked by their direction while they are moved. */
export function DialBar(): VNode | null {
  const { dialling } = useEditor();
  const dial = dialling.dial.value;
  const objectives = dialling.objectives.value;
  if (dial === null || objectives.length === 0) return null;
  const counts = dialling.counts.value;
  const judged = counts === null ? 0 : counts.with + counts.against;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings looks and a legend that a bar has no use for
    <div class="dial" role="group" aria-label="Direction of the objectives">
      <div class="dial-weights">
        {objectives.map(objective => (
          <Weight key={objective.column} objective={objective} />
        ))}
      </div>
      <div class="dial-does">
        <Button look="secondary" action="dial-labels" onPress={() => void dialling.turn(dialling.labelled())}>
          As the labels
        </Button>
        <Button look="secondary" action="dial-alike" onPress={() => void dialling.turn(dialling.alike())}>
          All alike
        </Button>
        <label>
          Show{' '}
          <select
            aria-label="Which labels"
            value={dial.show}
            onChange={({ currentTarget: { value } }) => {
              if (value === 'all' || value === 'with' || value === 'against') void dialling.show(value);
            }}
          >
            <option value="all">all</option>
            <option value="against">labels against the direction</option>
            <option value="with">labels with the direction</option>
          </select>
        </label>
        <span class="secondary small figures" role="status" data-part="dial-counts">
          {counts === null || judged === 0
            ? ''
            : `${percent(counts.with / judged)} of ${count(judged)} labels agree, ${count(counts.against)} do not`}
        </span>
        <span class="grow" />
        <Button look="icon" label="Take the dial off" title="Take the dial off" onPress={() => void dialling.toggle()}>
          <Icon icon="close" />
        </Button>
      </div>
    </div>
  );
}

function Weight({ objective: { name, column, agrees, weight } }: { readonly objective: OverviewObjective }): VNode {
  const { dialling } = useEditor();
  const value = dialling.weights.value[column] ?? 0;
  const about = [
    ...(agrees === null ? [] : [`agrees with ${share(agrees.value)} of labels`]),
    ...(weight === null ? [] : [`the labels give it ${weight.value.toFixed(2)}`]),
  ].join('; ');
  return (
    <label class="dial-weight" title={about}>
      <span class="dial-name" dir="auto">
        {visible(name)}
      </span>
      <input
        type="range"
        min={-1}
        max={1}
        step={0.05}
        value={value}
        aria-label={`Weight of ${visible(name)}`}
        data-column={column}
        onInput={({ currentTarget }) =>
          void dialling.turn({ ...dialling.weights.value, [column]: Number(currentTarget.value) })
        }
      />
      <output class="figures">{value.toFixed(2).replace('-', '−')}</output>
    </label>
  );
}
