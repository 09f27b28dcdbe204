import type { VNode } from 'preact';
import type { MemberExplanation } from '../../../src/reward/explanation.ts';
import { marginText } from '../state/margins.ts';
import { shownFeatures } from '../state/shownFeatures.ts';
import { visible } from '../text/visible.ts';
import { useEditor } from './context.ts';

/** The features that moved a member most: name, value of either response, and which one it speaks for. */
export function FeatureRows({ member }: { readonly member: MemberExplanation }): VNode | null {
  const editor = useEditor();
  const { features, more } = shownFeatures(member, editor.left.value);
  if (features.length === 0) return null;
  const most = Math.max(...features.map(({ value }) => Math.abs(value)));
  return (
    <table class="why-table">
      <caption>
        What moved the {visible(member.name).toLowerCase()}, the largest first
        {more > 0 && `; ${more} more moved it less`}
      </caption>
      <thead>
        <tr>
          <th scope="col">feature</th>
          <th scope="col">A</th>
          <th scope="col" class="ends" title="Share of the calibrated margin, in logits">
            <span>← A better</span>
            <span>B better →</span>
          </th>
          <th scope="col">B</th>
          <th scope="col">moves</th>
        </tr>
      </thead>
      <tbody>
        {features.map(({ name, left, right, value }) => (
          <tr key={name}>
            <th scope="row">{visible(name)}</th>
            <td>{left}</td>
            <td class="axis" aria-hidden="true">
              <i
                class={value < 0 ? 'left' : 'right'}
                style={{
                  left: `${value < 0 ? 50 - (50 * -value) / most : 50}%`,
                  width: `${(50 * Math.abs(value)) / most}%`,
                }}
              />
            </td>
            <td>{right}</td>
            <td>{marginText(value, 2)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
