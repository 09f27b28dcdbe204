import { join } from 'node:path';
import type { Bench, Span } from './bench.ts';
import { givenRules, prepare } from './bench.ts';
import { runPairLens } from './pairLensRun.ts';
import { runIcai } from './peer.ts';
import { checkable, fortyRules, plantedPairs } from './planted.ts';

const whole = (value: number): string => Math.round(value).toLocaleString('en');

/** Votes on forty given rules, equal for both; then PairLens with a calibration and a screen. */
export async function* costRows({ llm, python, work, quick }: Bench): AsyncGenerator<string> {
  const comparisons = plantedPairs(quick ? 100 : 1000, 0.05, 1, 12);
  const own = [...fortyRules.keys()];
  const judge = { rules: new Map([...fortyRules, ...checkable]), errors: 0, first: 0 };
  const row = (name: string, delay: number, lost: number, span: Span, wall: number, cpu: number): string => {
    const { input, cached, output } = llm.tokens;
    const cells = [
      name,
      delay,
      llm.asks.length,
      whole(input),
      whole(cached),
      whole(output),
      lost,
      span.seconds.toFixed(1),
      wall.toFixed(1),
      cpu.toFixed(1),
    ];
    return `| ${cells.map(String).join(' | ')} |`;
  };
  const onlyVotes = { pairs: 0, groups: 0, judge: false };
  for (const delay of [0, 50]) {
    if (python !== null) {
      const span = prepare(llm, judge, delay);
      const run = await runIcai(python, comparisons, llm.url, join(work, `icai-${delay}`), givenRules(own));
      const lost = run.votes.flat().filter(vote => vote === null).length;
      yield row('ICAI, 3 orders drawn', delay, lost, span, run.wall, run.cpu);
    }
    for (const mode of ['letters', 'listed'] as const) {
      const span = prepare(llm, judge, delay);
      const run = await runPairLens(
        { base: llm.url, comparisons, own, settings: { ...onlyVotes, mode } },
        join(work, `pl-${delay}-${mode}`),
      );
      yield row(
        `PairLens, both orders, ${mode}, with a calibration`,
        delay,
        run.report.counts!.unusable,
        span,
        run.wall,
        run.cpu,
      );
    }
  }
  const span = prepare(llm, judge, 0);
  const settings = { candidates: 40, screen: quick ? 40 : 200, survivors: 10, judge: false };
  const run = await runPairLens({ base: llm.url, comparisons, own: [], settings }, join(work, 'pl-screen'));
  yield row(
    'PairLens, whole: calibration, 72 proposals, screened votes',
    0,
    run.report.counts!.unusable,
    span,
    run.wall,
    run.cpu,
  );
}
