import type { Comparison } from '../../dataset/comparison.ts';
import { phraseVotes } from '../model/phrases.ts';
import { wordingKey } from '../model/wording.ts';
import type { Principle, Votes } from '../principle.ts';
import type { Decides, Share } from '../principlesResult.ts';
import type { ConstitutionFile } from '../write/constitutionFile.ts';
import { evaluateConstitution } from './evaluateConstitution.ts';
import { ruleColumns, type Voter, voterOf } from './ruleColumns.ts';

/** A rule of a constitution as it stands. */
export interface StandingRule {
  readonly text: string;
  readonly weight: number;
  /** Who voted; null: nobody did, so it abstains everywhere. */
  readonly voted: Voter | null;
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
 * @param conditions votes of SQL conditions that rules hold, by condition
 */
export function evaluateStanding(
  comparisons: readonly Comparison[],
  file: ConstitutionFile,
  principles: readonly Principle[],
  votes: ReadonlyMap<string, Votes>,
  seed: number,
  conditions?: ReadonlyMap<string, Votes>,
): Standing {
  const rules = file.rules.filter(({ checked }) => checked);
  const cast = ruleColumns(comparisons, rules, { principles, votes, ...(conditions && { conditions }) });
  const columns = cast.map(column => column.votes);
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
      voted: cast[at]!.voted,
      relevance: plain.rules[at]!.relevance,
      accuracy: plain.rules[at]!.accuracy,
    })),
  };
}
