import { join } from 'node:path';
import type { Comparison } from '../../src/dataset/comparison.ts';
import { textOf } from '../../src/dataset/comparison.ts';
import type { Bench } from './bench.ts';
import { givenRules, prepare } from './bench.ts';
import { runPairLens } from './pairLensRun.ts';
import { runIcai } from './peer.ts';
import { checkable, fortyRules, plantedPairs, plantedRules } from './planted.ts';

/** The vote that a rule's own test gives: +1 a, -1 b. */
const truthOf = (rule: string, { a, b }: Comparison): number =>
  Math.sign(fortyRules.get(rule)!(textOf(a.messages)) - fortyRules.get(rule)!(textOf(b.messages)));

function accuracy(comparisons: readonly Comparison[], voteOf: (rule: string, row: number) => number): string[] {
  let [right, cast, applies] = [0, 0, 0];
  for (const rule of fortyRules.keys()) {
    comparisons.forEach((comparison, row) => {
      const truth = truthOf(rule, comparison);
      if (truth === 0) return;
      applies++;
      const vote = voteOf(rule, row);
      if (vote === 0) return;
      cast++;
      if (vote === truth) right++;
    });
  }
  return [`${((100 * right) / cast).toFixed(1)} %`, `${((100 * cast) / applies).toFixed(1)} %`];
}

/** Planted rules among these; a phrase of the data that is a rule's own test counts for it. */
const found = (rules: readonly string[]): number =>
  plantedRules.filter(rule => {
    const word = rule.replace(/^.* (\w+)\.$/u, '$1');
    return rules.some(one => one === rule || new RegExp(`mentions "(?:of )?${word}"`, 'u').test(one));
  }).length;

/** Forty rules of which the labels follow three, voted by a judge with errors and position bias. */
export async function* robustnessRows({ llm, python, work, quick }: Bench): AsyncGenerator<string> {
  const own = [...fortyRules.keys()];
  const judge = { rules: new Map([...fortyRules, ...checkable]), errors: 0.1, first: 0.3 };
  for (const n of quick ? [60] : [60, 200, 500]) {
    for (const seed of quick ? [1] : [1, 2, 3]) {
      const comparisons = plantedPairs(n, 0.05, seed, 3);
      const name = `n = ${n}, set ${seed}`;
      if (python !== null) {
        prepare(llm, judge, 0);
        const run = await runIcai(python, comparisons, llm.url, join(work, `icai-bad-${n}-${seed}`), givenRules(own));
        const numbers = new Map(run.principles.map((text, at) => [text, at]));
        const votes = accuracy(comparisons, (rule, row) => {
          const vote = run.votes[row]?.[numbers.get(rule) ?? -1] ?? 0;
          return comparisons[row]!.label === 'a' ? vote : -vote;
        });
        yield `| ${[`ICAI, ${name}`, found(run.kept.slice(0, 3)), found(run.kept.slice(0, 5)), ...votes].join(' | ')} |`;
      }
      prepare(llm, judge, 0);
      const settings = { pairs: 0, groups: 0, judge: false };
      const run = await runPairLens({ base: llm.url, comparisons, own, settings }, join(work, `pl-bad-${n}-${seed}`));
      const columns = new Map(run.voted.map(({ text, votes }) => [text, votes]));
      const votes = accuracy(comparisons, (rule, row) => columns.get(rule)?.[row] ?? 0);
      const { inWords } = run;
      const alone = [found(inWords.selected.rules), found(inWords.five.rules)];
      yield `| ${[`PairLens, ${name}`, ...alone, ...votes].join(' | ')} |`;
      const phrases = [found(run.selected.rules), found(run.five.rules)];
      yield `| ${[`PairLens with phrases of the data, ${name}`, ...phrases, '', ''].join(' | ')} |`;
    }
  }
}
