import type { ScriptedLlm } from '../../test/support/scriptedLlm.ts';
import type { Judge } from './judge.ts';
import { answerOf } from './judge.ts';

/** What the parts of the benchmark share. */
export interface Bench {
  readonly llm: ScriptedLlm;
  /** Python with ICAI; null: its rows are left out. */
  readonly python: string | null;
  /** Folder for the files of the runs. */
  readonly work: string;
  readonly quick: boolean;
}

/** Seconds between the first and the last question that the server met. */
export interface Span {
  seconds: number;
}

/** Sets the server to a judge and forgets what was counted; it closes connections, or ICAI loses answers. */
export function prepare(llm: ScriptedLlm, judge: Judge, delay: number): Span {
  const span = { seconds: 0 };
  let first: number | null = null;
  llm.answer = ask => {
    first ??= performance.now();
    span.seconds = (performance.now() - first) / 1000;
    return answerOf(judge, ask);
  };
  llm.delay = delay;
  llm.closes = true;
  llm.asks.length = 0;
  Object.assign(llm.tokens, { input: 0, cached: 0, output: 0 });
  return span;
}

/** ICAI's option that votes on rules as given, without proposing any. */
export function givenRules(rules: readonly string[]): string[] {
  const list = rules.map(rule => `"${rule}"`).join(',');
  return ['s0_skip_principle_generation=true', `s0_added_principles_to_test=[${list}]`];
}
