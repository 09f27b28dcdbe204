import { choiceAt, FieldError, type Fields, isFields, listAt, numberAt, objectAt, textAt, wholeAt } from './fields.ts';
import type { Objective, Recipe, TextTemplate } from './installedModel.ts';

/** Reads a recipe out of JSON. @throws FieldError if it is none */
export function parseRecipe(fields: Fields): Recipe {
  const kind = choiceAt(fields, 'kind', ['encoder', 'reward', 'pairwise']);
  const maxLength = wholeAt(fields, 'maxLength', 8);
  if (kind === 'encoder') {
    return { kind, pooling: choiceAt(fields, 'pooling', ['mean', 'cls']), prefix: textAt(fields, 'prefix'), maxLength };
  }
  const template = parseTemplate(objectAt(fields, 'template'), kind);
  const keep = choiceAt(fields, 'keep', ['start', 'end']);
  if (kind === 'pairwise') return { kind, template, maxLength, keep, logits: choiceAt(fields, 'logits', [1, 2]) };
  return { kind, template, maxLength, keep, objectives: parseObjectives(listAt(fields, 'objectives')) };
}

/** Reads a template out of JSON. @throws FieldError if it is none, or lacks a place for a text */
export function parseTemplate(fields: Fields, kind: 'reward' | 'pairwise'): TextTemplate {
  const how = choiceAt(fields, 'kind', ['pair', 'chat', 'text']);
  if (how === 'pair') return { kind: how };
  if (how === 'chat') return { kind: how, template: textAt(fields, 'template') };
  const text = textAt(fields, 'text');
  const places = kind === 'reward' ? ['{prompt}', '{response}'] : ['{a}', '{b}'];
  // A reward model may look at the response alone.
  const needed = kind === 'reward' ? ['{response}'] : places;
  const lacking = needed.find(place => !text.includes(place));
  if (lacking !== undefined) throw new FieldError(`the template has no ${lacking}`);
  return { kind: how, text };
}

function parseObjectives(list: readonly unknown[]): readonly Objective[] {
  if (list.length === 0 || list.length > 1000) throw new FieldError('`objectives` holds none, or more than 1000');
  const objectives = list.map(value => {
    if (!isFields(value)) throw new FieldError('`objectives` holds something that is no object');
    return { name: textAt(value, 'name'), weight: numberAt(value, 'weight') };
  });
  if (objectives.every(({ weight }) => weight === 0)) throw new FieldError('every weight in `objectives` is 0');
  return objectives;
}
