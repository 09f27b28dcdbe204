// One run of PairLens in a process of its own: takes its task as JSON from a file, writes what came of it as JSON.
import { readFileSync, writeFileSync } from 'node:fs';
import type { Comparison } from '../../src/dataset/comparison.ts';
import { endpointOf } from '../../src/llm/endpoint.ts';
import { openModel } from '../../src/llm/openModel.ts';
import { free } from '../../src/llm/wrap/spending.ts';
import { modelPrinciples } from '../../src/principles/model/modelPrinciples.ts';
import type { ModelSettings } from '../../src/principles/model/settings.ts';
import type { PrinciplesResult } from '../../src/principles/principlesResult.ts';
import { runPrinciples } from '../../src/principles/runPrinciples.ts';
import type { Constitution, PairLensRun } from './pairLensRun.ts';

/** What the process is told. */
export interface PairLensTask {
  readonly base: string;
  readonly comparisons: readonly Comparison[];
  readonly own: readonly string[];
  readonly settings: Partial<ModelSettings>;
}

function constitutionOf({ principles, reconstruction }: PrinciplesResult): Constitution {
  const rules = principles.filter(({ place }) => place !== null).sort((x, y) => x.place! - y.place!);
  return {
    rules: rules.map(({ text }) => text),
    inSample: 0.5 + rules.reduce((sum, { gain }) => sum + gain!, 0),
    heldOut: reconstruction?.constitution ?? null,
  };
}

const [taskPath, outPath] = process.argv.slice(2);
const { base, comparisons, own, settings } = JSON.parse(readFileSync(taskPath!, 'utf8')) as PairLensTask;
const seed = 1;
const before = process.cpuUsage();
const began = performance.now();
const opened = await openModel({
  endpoint: endpointOf(base, null),
  model: 'scripted',
  context: null,
  folder: null,
  limits: { concurrency: 30, requestsPerMinute: null, tokensPerMinute: null },
  budget: null,
  prices: free,
});
const { principles, report } = await modelPrinciples(opened.model, comparisons, {
  seed,
  nonce: 'b3nchm4rkx',
  own,
  settings,
});
const asked = (performance.now() - began) / 1000;
const result = await runPrinciples(comparisons, { seed, extra: principles });
const { user, system } = process.cpuUsage(before);
await opened.close(1000);
const five = await runPrinciples(comparisons, { seed, extra: principles, most: 5, full: true });
const rules = principles.filter(({ principle }) => principle.origin !== 'measured');
const inWords = {
  selected: constitutionOf(await runPrinciples(comparisons, { seed, extra: rules })),
  five: constitutionOf(await runPrinciples(comparisons, { seed, extra: rules, most: 5, full: true })),
};
const out: PairLensRun = {
  wall: (performance.now() - began) / 1000,
  asked,
  cpu: (user + system) / 1e6,
  voted: principles.map(({ principle, votes }) => ({ text: principle.text, votes: [...votes] as (-1 | 0 | 1)[] })),
  selected: constitutionOf(result),
  five: constitutionOf(five),
  inWords,
  report,
};
writeFileSync(outPath!, JSON.stringify(out));
