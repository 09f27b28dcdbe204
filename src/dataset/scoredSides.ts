import { byNames } from './byNames.ts';
import type { Response } from './comparison.ts';
import { asNumber, isObject, type JsonObject, own } from './ownValue.ts';

/** Models, scores and margin of a record of chosen and rejected. */
export interface ScoredSides {
  readonly ofA: Omit<Response, 'messages'>;
  readonly ofB: Omit<Response, 'messages'>;
  /** Size of the record's `margin`, where it has one that is not 0. */
  readonly strength: number | undefined;
  /** Names of the fields read, `chosen` and `rejected` among them. */
  readonly used: Set<string>;
}

const scoreNames = ['score_*', '*_score', '*-score', 'rating_*', '*_rating', '*-rating', 'reward_*', '*_reward'];
const modelNames = ['*_model', '*-model', 'model_*', '*_policy'];

/** Fields of a record that may hold the score and the model of each side, the first that does counts. */
const fieldsOfSides = byNames(names => {
  const held = new Set(names);
  const fields = (patterns: readonly string[], side: string): string[] =>
    patterns.map(pattern => pattern.replace('*', side)).filter(name => held.has(name));
  const of = (side: string) => ({ scores: fields(scoreNames, side), models: fields(modelNames, side) });
  return { chosen: of('chosen'), rejected: of('rejected') };
});

/** Reads what files of chosen and rejected commonly say of the two: `score_chosen`, `chosen-rating`, `chosen_model`, `margin`. */
export function scoredSides(record: unknown): ScoredSides {
  const used = new Set(['chosen', 'rejected']);
  if (!isObject(record)) return { ofA: {}, ofB: {}, strength: undefined, used };
  const fields = fieldsOfSides(record);
  const [ofA, ofB] = [side(record, fields.chosen, used), side(record, fields.rejected, used)];
  const margin = asNumber(own(record, 'margin'));
  if (margin !== undefined) used.add('margin');
  return { ofA, ofB, strength: margin ? Math.abs(margin) : undefined, used };
}

function side(
  record: JsonObject,
  { scores, models }: { readonly scores: readonly string[]; readonly models: readonly string[] },
  used: Set<string>,
): Omit<Response, 'messages'> {
  const scored = scores.find(name => asNumber(record[name]) !== undefined);
  const named = models.find(name => typeof record[name] === 'string' && record[name] !== '');
  for (const name of [scored, named]) if (name !== undefined) used.add(name);
  const found: { model?: string; score?: number } = {};
  if (named !== undefined) found.model = record[named] as string;
  if (scored !== undefined) found.score = asNumber(record[scored])!;
  return found;
}
