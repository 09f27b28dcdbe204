import { createHash } from 'node:crypto';

/** What a judge is asked: which of two texts follows a rule better, in the order in which it is shown them. */
export interface Judged {
  readonly rule: string;
  readonly first: string;
  readonly second: string;
}

/** A judge's word on a rule: the text shown first, the one shown second, or that the rule doesn't apply. */
export type JudgeVote = 'first' | 'second' | 'neither';

/** A judge with known faults. */
export interface ScriptedJudge {
  /** What a faultless judge says. */
  readonly truth: (judged: Judged) => JudgeVote;
  /** Share of judgements that turn out the other way, independently in each order, in [0, 1]. */
  readonly errors: number;
  /** Share of judgements that go to the text shown first, whatever it is, in [0, 1]. */
  readonly bias: number;
  readonly seed: number;
}

/**
 * A judge for `scriptedLlm`, which knows how its prompts are read and its votes are written. With probability `bias` it
 * names the first text; else with probability `errors` it is wrong (also where the rule doesn't apply: then it names
 * either); the same question always gets the same answer.
 */
export function scriptedJudge(judge: ScriptedJudge): (judged: Judged) => JudgeVote {
  const { truth, errors, bias, seed } = judge;
  return judged => {
    const hash = createHash('sha256')
      .update(JSON.stringify([seed, judged.rule, judged.first, judged.second]))
      .digest();
    const [toFirst, wrong, side] = [0, 4, 8].map(at => hash.readUInt32LE(at) / 2 ** 32) as [number, number, number];
    if (toFirst < bias) return 'first';
    const right = truth(judged);
    if (wrong >= errors) return right;
    if (right === 'neither') return side < 0.5 ? 'first' : 'second';
    return right === 'first' ? 'second' : 'first';
  };
}
