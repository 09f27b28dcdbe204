import { endpointOf } from '../../../src/llm/endpoint.ts';
import { openModel } from '../../../src/llm/openModel.ts';
import { free } from '../../../src/llm/wrap/spending.ts';
import type { SentenceEncoder } from '../../../src/principles/model/joinAlike.ts';
import { modelPrinciples } from '../../../src/principles/model/modelPrinciples.ts';
import { randomFrom } from '../../../src/principles/random.ts';
import { runPrinciples } from '../../../src/principles/runPrinciples.ts';
import { type ScriptedLlm, scriptedLlm } from '../../../test/support/scriptedLlm.ts';
import { prepare } from '../../icai/bench.ts';
import { checkable, fortyRules, plantedPairs } from '../../icai/planted.ts';
import { sentence } from './joining.ts';
import { wordingsToCheck } from './toCheck.ts';
import { wordingsToChoose } from './toChoose.ts';

const seeds = Array.from({ length: 12 }, (_, seed) => seed);
/** Every second two of the seeds have a judge with faults, so that both judges meet both halves of the meanings. */
const isBad = (seed: number): boolean => seed % 4 >= 2;
const pairs = 300;
const planted = [0, 1, 2];

interface Recovered {
  /** Different meanings among the principles voted on, and planted ones among these and in the constitution. */
  readonly meanings: number;
  readonly voted: number;
  readonly chosen: number;
  readonly heldOut: number;
}

/**
 * Forty meanings, each in all its wordings, stand for forty tests on the texts, in an order drawn anew; labels follow the first
 * three. A scripted model explains labels in whatever wording comes, and votes.
 */
async function recover(
  llm: ScriptedLlm,
  seed: number,
  bad: boolean,
  encoder: SentenceEncoder | null,
): Promise<Recovered> {
  const random = randomFrom(100 + seed);
  const pool = seed % 2 === 0 ? wordingsToChoose : wordingsToCheck;
  const drawn = pool.map(wordings => ({ wordings, at: random() })).sort((x, y) => x.at - y.at);
  const meaningOf = new Map(drawn.flatMap(({ wordings }, at) => wordings.map(each => [sentence(each), at] as const)));
  const tests = [...fortyRules.values()];
  const rules = new Map([...[...meaningOf].map(([text, at]) => [text, tests[at]!] as const), ...checkable]);
  prepare(llm, { rules, errors: bad ? 0.1 : 0, first: bad ? 0.3 : 0 }, 0);
  const comparisons = plantedPairs(pairs, 0.05, seed, 3);
  const limits = { concurrency: 8, requestsPerMinute: null, tokensPerMinute: null };
  const endpoint = endpointOf(llm.url, null);
  const opened = await openModel({
    endpoint,
    model: 'scripted',
    context: null,
    folder: null,
    limits,
    budget: null,
    prices: free,
  });
  const { principles } = await modelPrinciples(opened.model, comparisons, {
    seed,
    nonce: 'b3nchm4rkx',
    encoder,
    settings: { judge: false },
  });
  await opened.close(0);
  const result = await runPrinciples(comparisons, { seed: 1, extra: principles });
  const voted = new Set(principles.flatMap(({ principle }) => meaningOf.get(principle.text) ?? []));
  const chosen = new Set(
    result.principles.flatMap(({ text, place }) => (place === null ? [] : (meaningOf.get(text) ?? []))),
  );
  return {
    meanings: voted.size,
    voted: planted.filter(at => voted.has(at)).length,
    chosen: planted.filter(at => chosen.has(at)).length,
    heldOut: result.reconstruction!.constitution.value,
  };
}

/** What joining by words and by an encoder does for the constitution. */
export async function* recoveredRows(encoder: SentenceEncoder | null): AsyncGenerator<string> {
  yield `| joined by | judge | meanings among 40 candidates | planted among them, of 3 | in the constitution | held out, % |`;
  yield `|${'---|'.repeat(6)}`;
  const llm = await scriptedLlm();
  try {
    for (const bad of [false, true]) {
      for (const by of encoder === null ? [null] : [null, encoder]) {
        const all: Recovered[] = [];
        for (const seed of seeds) if (isBad(seed) === bad) all.push(await recover(llm, seed, bad, by));
        const mean = (of: (one: Recovered) => number): number =>
          all.reduce((sum, one) => sum + of(one), 0) / all.length;
        const cells = [
          by?.name ?? 'words',
          bad ? '10 % errors, 30 % for the first' : 'faultless',
          mean(one => one.meanings).toFixed(1),
          mean(one => one.voted).toFixed(2),
          mean(one => one.chosen).toFixed(2),
          (100 * mean(one => one.heldOut)).toFixed(1),
        ];
        yield `| ${cells.join(' | ')} |`;
      }
    }
  } finally {
    await llm.stop();
  }
}
