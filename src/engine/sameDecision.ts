import { type Decision, isUndecided, type TextRef } from '../edits/decision.ts';

/** True if two decisions say the same; when they were made does not count. */
export function sameDecision(one: Decision, other: Decision): boolean {
  if (isUndecided(one) || isUndecided(other)) return isUndecided(one) && isUndecided(other);
  const refs = new Set([...Object.keys(one.texts), ...Object.keys(other.texts)] as TextRef[]);
  return (
    one.verdict === other.verdict &&
    one.given === other.given &&
    one.again === other.again &&
    (one.added === undefined) === (other.added === undefined) &&
    one.note === other.note &&
    one.tags.length === other.tags.length &&
    one.tags.every((tag, i) => tag === other.tags[i]) &&
    [...refs].every(ref => one.texts[ref] === other.texts[ref])
  );
}
