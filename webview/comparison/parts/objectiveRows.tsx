import type { VNode } from 'preact';
import type { MemberExplanation } from '../../../src/reward/explanation.ts';
import { marginText } from '../state/margins.ts';
import { visible } from '../text/visible.ts';
import { useEditor } from './context.ts';

/** The objectives of a reward model that has several, stacked from zero towards the response that each speaks for. */
export function ObjectiveRows({ member }: { readonly member: MemberExplanation }): VNode | null {
  const editor = useEditor();
  if (member.objectives.length === 0) return null;
  const sign = editor.left.value === 'a' ? -1 : 1;
  const objectives = member.objectives
    .map(({ name, weight }) => ({ name: visible(name), value: sign * weight }))
    .sort((x, y) => Math.abs(y.value) - Math.abs(x.value));
  const reach = (towards: -1 | 1): number =>
    objectives.reduce((sum, { value }) => sum + Math.max(0, towards * value), 0);
  const most = Math.max(reach(-1), reach(1)) || 1;
  const ends = { left: 50, right: 50 };
  return (
    <div class="objectives">
      <h3>Objectives of {visible(member.name)}</h3>
      <div class="axis" aria-hidden="true">
        {objectives.map(({ name, value }, i) => {
          const width = (50 * Math.abs(value)) / most;
          if (value < 0) ends.left -= width;
          const from = value < 0 ? ends.left : ends.right;
          if (value >= 0) ends.right += width;
          return (
            <i
              key={name}
              class={`${value < 0 ? 'left' : 'right'} shade-${i % 3}`}
              title={`${name}: ${marginText(value, 2)}`}
              style={{ left: `${from}%`, width: `${width}%` }}
            />
          );
        })}
      </div>
      <p>
        {objectives.map(({ name, value }, i) => (
          <span key={name}>
            {i > 0 && ', '}
            {name} <span class="figures secondary">{marginText(value, 2)}</span>
          </span>
        ))}
      </p>
    </div>
  );
}
