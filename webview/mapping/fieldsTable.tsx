import type { VNode } from 'preact';
import type { SampledField } from '../../src/dataset/mapping/describeFields.ts';
import { visible } from '../comparison/text/visible.ts';

/** What the first records hold: every field, its type, and some of its values. */
export function FieldsTable({
  fields,
  sampled,
}: {
  readonly fields: readonly SampledField[];
  readonly sampled: number;
}): VNode {
  return (
    <>
      <h2>
        Fields of {sampled} sampled {sampled === 1 ? 'record' : 'records'}
      </h2>
      <table class="fields">
        <thead class="small">
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Type</th>
            <th scope="col" class="figures">
              Filled
            </th>
            <th scope="col">Values</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ name, type, filled, examples }) => (
            <tr key={name}>
              <th scope="row" dir="auto">
                {visible(name)}
              </th>
              <td>{type}</td>
              <td class="figures">{filled}</td>
              <td dir="auto">{examples.map(visible).join(' | ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
