import type { Principle, Votes } from '../principle.ts';
import type { Condition } from './conditions.ts';

/** Where a restricted principle votes: where its condition holds, or where it does not. */
export type Scope = 'when' | 'unless';

/** The votes inside the scope, 0 elsewhere. */
export function restrictVotes(votes: Votes, holds: Uint8Array, scope: Scope): Votes {
  const inside = scope === 'when' ? 1 : 0;
  return votes.map((vote, row) => (holds[row] === inside ? vote : 0));
}

/** The principle in the words of its scope: "When the prompt asks for code, select the response that ...". */
export function restrictPrinciple(principle: Principle, condition: Condition, scope: Scope): Principle {
  const { id, short, origin } = principle;
  const start = scope === 'when' ? 'When' : 'Unless';
  return {
    id: `${scope}-${condition.id}-${id}`,
    text: `${start} the prompt ${condition.words}, ${principle.text.replace(/^Select/u, 'select')}`,
    short: `${short}, ${start.toLowerCase()} the prompt ${condition.words}`,
    origin,
  };
}
