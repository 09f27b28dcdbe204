import type { VNode } from 'preact';
import type { Label } from '../../src/dataset/comparison.ts';
import type { LabelValue } from '../../src/dataset/mapping/previewMap.ts';
import { visible } from '../comparison/text/visible.ts';
import type { MappingForm } from './mappingForm.ts';

const meanings: readonly (readonly [Label, string])[] = [
  ['a', 'the first (A) is better'],
  ['b', 'the second (B) is better'],
  ['tie', 'a tie'],
  ['both_bad', 'both are bad'],
];

/** Every value of the label field, and what it means. */
export function LabelValues({ form }: { readonly form: MappingForm }): VNode | null {
  const labels = form.preview.value?.labels ?? [];
  if (labels.length === 0) return null;
  return (
    <table class="label-values">
      <caption class="secondary small">What its values mean, in {form.start.sampled} sampled records</caption>
      <thead class="small">
        <tr>
          <th scope="col">Value</th>
          <th scope="col" class="figures">
            Records
          </th>
          <th scope="col">Means</th>
        </tr>
      </thead>
      <tbody>
        {labels.map(label => (
          <Value key={label.value} form={form} label={label} />
        ))}
      </tbody>
    </table>
  );
}

function Value({ form, label }: { readonly form: MappingForm; readonly label: LabelValue }): VNode {
  const { value, count, means } = label;
  const chosen = means === 'unknown' || means === null ? '' : means;
  return (
    <tr>
      <th scope="row" dir="auto">
        {value === '' ? <span class="secondary">(empty)</span> : visible(value.slice(0, 60))}
      </th>
      <td class="figures">{count}</td>
      <td>
        <select
          aria-label={`What ${visible(value.slice(0, 60))} means`}
          value={chosen}
          onChange={event => {
            const { value: now } = event.currentTarget;
            void form.setCode(value, meanings.find(([meaning]) => meaning === now)?.[0] ?? null);
          }}
        >
          <option value="">{means === 'unknown' ? 'not known yet' : 'no label'}</option>
          {meanings.map(([meaning, text]) => (
            <option key={meaning} value={meaning}>
              {text}
            </option>
          ))}
        </select>
      </td>
    </tr>
  );
}
