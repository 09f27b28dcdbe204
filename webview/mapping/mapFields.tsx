import type { VNode } from 'preact';
import type { FieldType } from '../../src/dataset/mapping/describeFields.ts';
import type { MapField } from '../../src/dataset/mapping/mapDraft.ts';
import { FieldSelect } from './fieldSelect.tsx';
import { LabelValues } from './labelValues.tsx';
import type { MappingForm } from './mappingForm.ts';

interface Choice {
  readonly field: MapField;
  readonly name: string;
  readonly types: readonly FieldType[];
  /** Only fields of the record itself, none inside others. */
  readonly outer?: boolean;
}

const texts: readonly FieldType[] = ['text', 'messages', 'number', 'true or false', 'empty'];
const single: readonly FieldType[] = ['text', 'number', 'true or false', 'empty'];
const words: readonly FieldType[] = ['text', 'empty'];
const numbers: readonly FieldType[] = ['number', 'text', 'empty'];

/** The choices of the form: what makes a comparison, and folded away what says more about it. */
export function MapFields({ form }: { readonly form: MappingForm }): VNode {
  const { kind, fields } = form.draft.value;
  const [first, second] = form.promptFields;
  const isLabelled = kind === 'label';
  const [one, other] = isLabelled ? ['first', 'second'] : ['chosen', 'rejected'];
  const more: readonly Choice[] = [
    { field: 'system', name: 'System message', types: words },
    { field: 'history', name: 'Earlier turns', types: ['messages', 'list'] },
    { field: 'scoreA', name: `Score of the ${one} response`, types: numbers },
    { field: 'scoreB', name: `Score of the ${other} response`, types: numbers },
    { field: 'modelA', name: `Model of the ${one} response`, types: words },
    { field: 'modelB', name: `Model of the ${other} response`, types: words },
    { field: 'annotator', name: 'Annotator', types: single, outer: true },
    { field: 'source', name: 'Source', types: single, outer: true },
    { field: 'id', name: 'Id of the record', types: single, outer: true },
  ];
  const select = ({ field, name, types, outer = false }: Choice, required = false): VNode => (
    <FieldSelect
      key={field}
      form={form}
      id={field}
      name={name}
      types={types}
      outer={outer}
      required={required}
      value={fields[field] ?? ''}
      onChange={chosen => void form.setField(field, chosen)}
    />
  );
  return (
    <>
      <fieldset class="kinds">
        <legend>A record holds</legend>
        <Kind form={form} value="chosen" text="a chosen and a rejected response" />
        <Kind form={form} value="label" text="two responses, and a label that says which is better" />
      </fieldset>
      <FieldSelect
        form={form}
        id="prompt"
        name="Prompt"
        types={texts}
        value={first}
        onChange={chosen => void form.setPrompt(chosen, second)}
      />
      {first !== '' && (
        <FieldSelect
          form={form}
          id="prompt-2"
          name="Prompt, second part"
          types={words}
          value={second}
          onChange={chosen => void form.setPrompt(first, chosen)}
        />
      )}
      {select({ field: 'a', name: isLabelled ? 'First response (A)' : 'Chosen response', types: texts }, true)}
      {select({ field: 'b', name: isLabelled ? 'Second response (B)' : 'Rejected response', types: texts }, true)}
      {isLabelled && select({ field: 'label', name: 'Label', types: single }, true)}
      {isLabelled && <LabelValues form={form} />}
      <details open={more.some(({ field }) => form.start.draft.fields[field] !== undefined)}>
        <summary>Scores, models, annotator and more</summary>
        {more.map(choice => select(choice))}
        <p class="secondary small">
          Annotator, source and id are found by their usual names where nothing is chosen. Fields that are not mapped
          stay in the file and can be filtered by.
        </p>
      </details>
    </>
  );
}

interface KindProps {
  readonly form: MappingForm;
  readonly value: 'chosen' | 'label';
  readonly text: string;
}

function Kind({ form, value, text }: KindProps): VNode {
  return (
    <label class="kind">
      <input
        type="radio"
        name="kind"
        value={value}
        checked={form.draft.value.kind === value}
        onChange={() => void form.setKind(value)}
      />
      {text}
    </label>
  );
}
