import type { Comparison } from '../../dataset/comparison.ts';
import { whereConditionsHold } from '../conditional/conditions.ts';
import { restrictVotes } from '../conditional/restrict.ts';
import { restrictedSentence } from '../conditional/restrictedSentence.ts';
import { phraseVotes } from '../model/phrases.ts';
import { wordingKey } from '../model/wording.ts';
import type { Principle, Votes } from '../principle.ts';
import type { FileRule } from '../write/constitutionFile.ts';

/** Who votes on a rule: whoever votes on the principle of its words, or a condition on the columns. */
export type Voter = Principle['origin'] | 'condition';

/** A rule's votes; null: nobody votes on it, so it abstains everywhere. */
export interface RuleColumn {
  readonly votes: Votes;
  readonly voted: Voter | null;
}

/** Where votes come from. */
export interface RuleSources {
  /** Principles with votes. */
  readonly principles: readonly Principle[];
  /** By principle id, along the comparisons. */
  readonly votes: ReadonlyMap<string, Votes>;
  /** Votes of conditions, by condition, along the comparisons. */
  readonly conditions?: ReadonlyMap<string, Votes>;
  /** Where conditions on the prompt hold, by condition id; unless given, it is found out where a rule needs it. */
  readonly held?: ReadonlyMap<string, Uint8Array>;
  /** Votes on a phrase, where some are kept. */
  readonly phrase?: (comparisons: readonly Comparison[], sentence: string) => Votes | null;
}

/** Who votes on a sentence: itself, or the one that it restricts to some prompts. Null: nobody. */
export function voterOf<T>(text: string, known: ReadonlyMap<string, T>): T | null {
  const restricted = restrictedSentence(text);
  const whole = restricted === null ? undefined : known.get(wordingKey(restricted.whole));
  return known.get(wordingKey(text)) ?? whole ?? null;
}

/** The votes of rules, along the comparisons: of conditions, of principles of the same words, of phrases. */
export function ruleColumns(
  comparisons: readonly Comparison[],
  rules: readonly Pick<FileRule, 'text' | 'condition'>[],
  { principles, votes, conditions, phrase = phraseVotes, ...given }: RuleSources,
): RuleColumn[] {
  const byWords = new Map(principles.map(principle => [wordingKey(principle.text), principle]));
  let held = given.held;
  return rules.map(({ text, condition }): RuleColumn => {
    const none = () => new Int8Array(comparisons.length);
    if (condition !== undefined) {
      const cast = conditions?.get(condition);
      return { votes: cast ?? none(), voted: cast === undefined ? null : 'condition' };
    }
    const voter = voterOf(text, byWords);
    if (voter === null) {
      const cast = phrase(comparisons, text);
      return { votes: cast ?? none(), voted: cast === null ? null : 'measured' };
    }
    const own = votes.get(voter.id) ?? none();
    const restricted = byWords.has(wordingKey(text)) ? null : restrictedSentence(text);
    if (restricted === null) return { votes: own, voted: voter.origin };
    held ??= whereConditionsHold(comparisons);
    return { votes: restrictVotes(own, held.get(restricted.condition.id)!, restricted.scope), voted: voter.origin };
  });
}
