import type { Response } from './comparison.ts';
import { asNumber, isObject, own } from './ownValue.ts';

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

/** Reads what files of chosen and rejected commonly say of the two: `score_chosen`, `chosen-rating`, `chosen_model`, `margin`. */
export function scoredSides(record: unknown): ScoredSides {
  const used = new Set(['chosen', 'rejected']);
  const pick = <T>(names: readonly string[], side: string, read: (value: unknown) => T | undefined): T | undefined => {
    for (const name of names) {
      const field = name.replace('*', side);
      const value = isObject(record) ? read(own(record, field)) : undefined;
      if (value === undefined) continue;
      used.add(field);
      return value;
    }
    return undefined;
  };
  const side = (name: string): Omit<Response, 'messages'> => {
    const score = pick(scoreNames, name, asNumber);
    const model = pick(modelNames, name, value => (typeof value === 'string' && value !== '' ? value : undefined));
    return { ...(model !== undefined && { model }), ...(score !== undefined && { score }) };
  };
  const [ofA, ofB] = [side('chosen'), side('rejected')];
  const margin = asNumber(own(record, 'margin'));
  if (margin !== undefined) used.add('margin');
  return { ofA, ofB, strength: margin ? Math.abs(margin) : undefined, used };
}
