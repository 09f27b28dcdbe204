import type { VNode } from 'preact';
import type { FieldType, SampledField } from '../../src/dataset/mapping/describeFields.ts';
import { visible } from '../comparison/text/visible.ts';
import type { MappingForm } from './mappingForm.ts';

/** What a choice of a field is given. */
export interface FieldSelectProps {
  readonly form: MappingForm;
  /** Its place in the form, for its label and hint. */
  readonly id: string;
  readonly name: string;
  readonly types: readonly FieldType[];
  readonly outer?: boolean;
  readonly required?: boolean;
  /** Name of the chosen field; empty: none. */
  readonly value: string;
  readonly onChange: (name: string) => void;
}

/** A list of the fields that may be mapped to one thing, with a value of the chosen one below it. */
export function FieldSelect(props: FieldSelectProps): VNode {
  const { form, id, name, types, value, outer = false, required = false } = props;
  const offered = form.start.fields.filter(
    field => (types.includes(field.type) && !(outer && field.inside)) || field.name === value,
  );
  const chosen: SampledField | undefined = offered.find(field => field.name === value);
  const hint = hintOf(chosen, value);
  return (
    <div class="field">
      <label for={`field-${id}`}>
        {name}
        {required && <span class="secondary"> (needed)</span>}
      </label>
      <select
        id={`field-${id}`}
        value={value}
        required={required}
        aria-describedby={hint === '' ? undefined : `hint-${id}`}
        onChange={event => props.onChange(event.currentTarget.value)}
      >
        <option value="">{required ? 'Choose a field' : 'none'}</option>
        {value !== '' && chosen === undefined && <option value={value}>{visible(value)}</option>}
        {offered.map(field => (
          <option key={field.name} value={field.name}>
            {visible(field.name)} ({field.type})
          </option>
        ))}
      </select>
      {hint !== '' && (
        <p id={`hint-${id}`} class="hint secondary" dir="auto">
          {hint}
        </p>
      )}
    </div>
  );
}

function hintOf(field: SampledField | undefined, value: string): string {
  if (value === '') return '';
  if (field === undefined) return 'No sampled record has this field.';
  return visible(field.examples[0] ?? 'Empty in all sampled records.');
}
