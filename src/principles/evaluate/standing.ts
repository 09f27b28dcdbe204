import type { Comparison } from '../../dataset/comparison.ts';
import { whereConditionsHold } from '../conditional/conditions.ts';
import { restrictVotes } from '../conditional/restrict.ts';
import { restrictedSentence } from '../conditional/restrictedSentence.ts';
import { phraseVotes } from '../model/phrases.ts';
import { wordingKey } from '../model/wording.ts';
import type { Principle, Votes } from '../principle.ts';
import type { Decides, Share } from '../principlesResult.ts';
import type { ConstitutionFile } from '../write/constitutionFile.ts';
import { evaluateConstitution } from './evaluateConstitution.ts';

/** A rule of a constitution as it stands. */
export interface StandingRule {
  readonly text: string;
  readonly weight: number;
  /** Who voted; null: nobody did, so it abstains everywhere. */
  readonly voted: Principle['origin'] | null;
  /** Share of labels on which it votes, and share right of these (.5 where it never votes). */
  readonly relevance: number;
  readonly accuracy: number;
}

/** What a constitution reaches as it stands, in all three ways of deciding. Nothing is fitted. */
export interface Standing {
  readonly title: string;
  /** The way that it says. */
  readonly decides: Decides;
  readonly n: number;
  readonly ways: Readonly<Record<Decides, Share>>;
  readonly rules: readonly StandingRule[];
}

/** Who votes on a sentence: itself, or the one that it restricts to some prompts. Null: nobody. */
function voterOf<T>(text: string, known: ReadonlyMap<string, T>): T | null {
  const restricted = restrictedSentence(text);
  const whole = restricted === null ? undefined : known.get(wordingKey(restricted.whole));
  return known.get(wordingKey(text)) ?? whole ?? null;
}

/** The sentences that none of the principles known can vote on. */
export function withoutVoter(sentences: readonly string[], known: readonly string[]): string[] {
  const keys = new Map(known.map(text => [wordingKey(text), true]));
  return sentences.filter(text => voterOf(text, keys) === null && phraseVotes([], text) === null);
}

/**
 * Reconstruction of the labels by a constitution as it stands: its checked rules, in its order, with its weights. A rule is
 * voted on by the principle of the same words.
 *
 * @param votes by principle id, along the comparisons
 */
export function evaluateStanding(
  comparisons: readonly Comparison[],
  file: ConstitutionFile,
  principles: readonly Principle[],
  votes: ReadonlyMap<string, Votes>,
  seed: number,
): Standing {
  const byWords = new Map(principles.map(principle => [wordingKey(principle.text), principle]));
  const rules = file.rules.filter(({ checked }) => checked);
  const voters = rules.map(({ text }) => voterOf(text, byWords));
  const conditional = rules.some(({ text }) => restrictedSentence(text) !== null);
  const held = conditional ? whereConditionsHold(comparisons) : new Map<string, Uint8Array>();
  const phrases = rules.map(({ text }, at) => (voters[at] === null ? phraseVotes(comparisons, text) : null));
  const columns = rules.map(({ text }, at): Votes => {
    if (phrases[at] !== null) return phrases[at]!;
    const own = votes.get(voters[at]?.id ?? '') ?? new Int8Array(comparisons.length);
    const restricted = byWords.has(wordingKey(text)) ? null : restrictedSentence(text);
    return restricted === null ? own : restrictVotes(own, held.get(restricted.condition.id)!, restricted.scope);
  });
  const weights = rules.map(({ weight }) => weight);
  const by = (way: Decides) => evaluateConstitution(comparisons, columns, weights, way, seed);
  const [plain, ranked, weighted] = [by('plain'), by('ranked'), by('weighted')];
  return {
    title: file.title,
    decides: file.decides,
    n: plain.n,
    ways: { plain: plain.reconstruction, ranked: ranked.reconstruction, weighted: weighted.reconstruction },
    rules: rules.map(({ text, weight }, at) => ({
      text,
      weight,
      voted: voters[at]?.origin ?? (phrases[at] === null ? null : 'measured'),
      relevance: plain.rules[at]!.relevance,
      accuracy: plain.rules[at]!.accuracy,
    })),
  };
}
