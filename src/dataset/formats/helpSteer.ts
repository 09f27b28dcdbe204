import type { Annotation, Label } from '../comparison.ts';
import { asNumber, own, ownText } from '../ownValue.ts';
import { votedFormat } from './voted.ts';

interface Scored {
  readonly label: Label | null;
  readonly strength?: number;
}

/** -3 to 3: negative, the first response is better; 0, neither. HelpSteer2 writes -100 where no response is any good. */
function scored(value: unknown): Scored | undefined {
  const score = asNumber(value);
  if (score === undefined || score < -100 || score > 3) return undefined;
  if (score <= -100) return { label: 'both_bad' };
  return score === 0 ? { label: 'tie' } : { label: score < 0 ? 'a' : 'b', strength: Math.abs(score) };
}

function annotationsOf(list: unknown, score: string, reason: readonly string[]): readonly Annotation[] | string {
  const said: Annotation[] = [];
  for (const [i, item] of (Array.isArray(list) ? list : []).entries()) {
    const label = scored(own(item, score));
    if (!label)
      return `annotation ${i + 1} has the ${score} ${JSON.stringify(own(item, score))}, not a number from -3 to 3`;
    const why = reason.map(field => ownText(item, field)).find(text => text);
    said.push({ annotator: `annotator ${i + 1}`, ...label, ...(why && { reason: why }) });
  }
  return said;
}

function ownLabel(record: unknown, field: string): Scored | string | undefined {
  // Where the record has none, its annotators have the say.
  if ((own(record, field) ?? null) === null) return undefined;
  const label = scored(own(record, field));
  return label ?? `\`${field}\` is ${JSON.stringify(own(record, field)) ?? 'missing'}, not a number from -3 to 3`;
}

/**
 * HelpSteer2 preferences: `preference_strength` from -3 (the first response is much better) to 3, and all annotations in
 * `all_preferences_unprocessed`, which say -100 where neither response is any good. Places are not persons: the annotators
 * are numbered within each record.
 */
export const helpSteer2Format = votedFormat({
  id: 'helpsteer2',
  name: 'HelpSteer2 preferences (response_1, response_2, preference_strength)',
  trait: 'have `response_1`, `response_2` and `preference_strength`, which is negative where the first is better',
  test: record => own(record, 'response_1') !== undefined && own(record, 'preference_strength') !== undefined,
  map: { prompt: 'prompt', a: 'response_1', b: 'response_2' },
  used: ['preference_strength'],
  annotations: record =>
    annotationsOf(
      own(record, 'all_preferences_unprocessed') ?? own(record, 'three_most_similar_preferences'),
      'strength',
      ['justification', 'statement'],
    ),
  own: record => ownLabel(record, 'preference_strength'),
});

/** HelpSteer3 preferences: the same with a conversation in `context`, `overall_preference` and up to three annotators. */
export const helpSteer3Format = votedFormat({
  id: 'helpsteer3',
  name: 'HelpSteer3 preferences (response1, response2, overall_preference)',
  trait: 'have `response1`, `response2` and `overall_preference`, which is negative where the first is better',
  test: record => own(record, 'response1') !== undefined && own(record, 'overall_preference') !== undefined,
  map: { prompt: 'context', a: 'response1', b: 'response2', source: 'domain' },
  used: ['overall_preference'],
  annotations: record => annotationsOf(own(record, 'individual_preference'), 'score', ['reasoning']),
  own: record => ownLabel(record, 'overall_preference'),
});
