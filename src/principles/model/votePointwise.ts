import { yesNo } from '../../llm/yesNo.ts';
import { askAll } from './askAll.ts';
import { fencePair } from './fence.ts';
import { pointwiseAsk } from './votePrompt.ts';
import type { ModelVotes, VoteTask } from './voteTask.ts';

/** Differences of log-odds, and how they were found. */
export interface PointwiseMargins extends Omit<ModelVotes, 'columns'> {
  /** Per rule, along all comparisons: log-odds of a less those of b; NaN where not to be had. */
  readonly margins: readonly Float32Array[];
}

/** Least probability of yes and no together for their log-odds to count. */
const leastMass = 0.05;

interface Shown {
  readonly prompt: string;
  readonly response: string;
}

/** Asks of each response, once, whether it fits each rule, by the log-odds of yes against no. Has no order to be biased by. */
export async function pointwiseMargins(task: VoteTask): Promise<PointwiseMargins> {
  const { model, comparisons, rows, rules, fencing } = task;
  const shown: Shown[] = [];
  const places = new Map<string, number>();
  let cut = 0;
  const placeOf = (prompt: string, response: string): number => {
    const name = `${prompt.length}\n${prompt}${response}`;
    const known = places.get(name);
    if (known !== undefined) return known;
    places.set(name, shown.length);
    return shown.push({ prompt, response }) - 1;
  };
  const sides = rows.map(row => {
    const pair = fencePair(comparisons[row]!, fencing);
    if (pair.cut) cut++;
    return [placeOf(pair.prompt, pair.a), placeOf(pair.prompt, pair.b)] as const;
  });
  const odds = new Float32Array(shown.length * rules.length).fill(Number.NaN);
  const spent = await askAll(
    model,
    odds.length,
    at => {
      const { prompt, response } = shown[Math.floor(at / rules.length)]!;
      return pointwiseAsk(rules[at % rules.length]!, prompt, response, fencing.nonce);
    },
    (at, answer) => {
      const said = answer === null ? null : yesNo(answer);
      // Where the model hardly meant to say yes or no, their ratio says little.
      odds[at] = said === null || said.mass < leastMass ? Number.NaN : said.logOdds;
    },
    task.ask,
  );
  let unusable = 0;
  const margins = rules.map((_, rule) => {
    const margin = new Float32Array(comparisons.length).fill(Number.NaN);
    rows.forEach((row, at) => {
      const [a, b] = sides[at]!;
      margin[row] = odds[a * rules.length + rule]! - odds[b * rules.length + rule]!;
      if (Number.isNaN(margin[row])) unusable++;
    });
    return margin;
  });
  const asked = rows.length * rules.length;
  const counts = { asked, unusable, consistent: asked - unusable, contradictory: 0, firstTwice: 0 };
  return { margins, counts, cut, spent };
}

/** Votes by margins: for the response whose log-odds are higher by more than `threshold` (0 or above). */
export function votesByMargin(margins: Float32Array, threshold: number): Int8Array {
  return Int8Array.from(margins, margin => (Math.abs(margin) > threshold ? Math.sign(margin) : 0));
}

/** Votes by the difference of log-odds, above a threshold. */
export async function votePointwise(task: VoteTask, threshold: number): Promise<ModelVotes> {
  const { margins, counts, cut, spent } = await pointwiseMargins(task);
  const columns = margins.map(margin => votesByMargin(margin, threshold));
  const consistent = columns.reduce((sum, column) => sum + column.reduce((n, vote) => n + Math.abs(vote), 0), 0);
  return { columns, counts: { ...counts, consistent }, cut, spent };
}
