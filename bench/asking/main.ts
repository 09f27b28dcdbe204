// Strengths, circles and what to ask next on planted data, and strengths and circles on real votes: `npm run bench:asking`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAll } from '../../src/audit/readAll.ts';
import type { Comparison } from '../../src/dataset/comparison.ts';
import { openDataset } from '../../src/dataset/openDataset.ts';
import { intransitivityOf } from '../../src/reward/intransitive/intransitivity.ts';
import { sigmoid } from '../../src/reward/numbers.ts';
import { Random } from '../../src/reward/random.ts';
import { strengthsOf } from '../../src/reward/strength/strengths.ts';
import { links } from '../../src/reward/strength/tieLinks.ts';
import { sharedData } from '../support/sharedData.ts';
import { type Ask, accuracyOf } from './activePool.ts';

const seeds = 10;
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const sd = (values: readonly number[]): number => Math.sqrt(mean(values.map(value => (value - mean(values)) ** 2)));

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** Meetings of ids at random; `outcome` draws one. */
function meet(ids: number, n: number, random: Random, outcome: (i: number, j: number) => Comparison['label']) {
  return Array.from({ length: n }, (_, row): Comparison => {
    const i = random.below(ids);
    const j = (i + 1 + random.below(ids - 1)) % ids;
    return {
      row,
      line: row + 1,
      key: String(row),
      prompt: [{ role: 'user', content: String(row) }],
      a: { messages: [{ role: 'assistant', content: `a ${row}` }], model: `m${i}` },
      b: { messages: [{ role: 'assistant', content: `b ${row}` }], model: `m${j}` },
      label: outcome(i, j),
      annotations: [],
      positioned: false,
      fields: {},
    };
  });
}

function coverage(): void {
  let held = 0;
  let all = 0;
  const widths: number[] = [];
  const out = new Float64Array(9);
  for (let seed = 0; seed < 20; seed++) {
    const random = new Random(seed);
    const drawn = Array.from({ length: 12 }, () => normal(random));
    const u = drawn.map(value => value - mean(drawn));
    const comparisons = meet(12, 1200, random, (i, j) => {
      links.davidson.at(u[i]! - u[j]!, Math.log(0.8), out);
      const x = random.next();
      return x < out[0]! ? 'a' : x < out[0]! + out[1]! ? 'tie' : 'b';
    });
    for (const { id, low, high } of strengthsOf(comparisons, 'response_model').strengths) {
      const truth = u[Number(id.slice(1))]!;
      all++;
      if (low <= truth && truth <= high) held++;
      widths.push((high - low) / 2 / 1.959964);
    }
  }
  console.log(
    `Strengths: 12 ids, 1,200 meetings with ties, 20 runs: 95 % intervals hold the truth in ${((100 * held) / all).toFixed(1)} %, mean standard error ${mean(widths).toFixed(3)}.`,
  );
}

function circles(): void {
  console.log(
    '\n| planted, 30 ids, 3,000 votes | runs | "go in circles" | gain, nats a vote (sd) | p below .01 |\n|---|---|---|---|---|',
  );
  const kinds = [0, Math.log(9), -Math.log(9)];
  const cases: readonly [string, (random: Random) => (i: number, j: number) => number][] = [
    ['three kinds, each beats the next in 9 of 10', () => (i, j) => kinds[(j - i + 30) % 3]!],
    [
      'an order, strengths of sd 1.5',
      random => {
        const u = Array.from({ length: 30 }, () => 1.5 * normal(random));
        return (i, j) => u[i]! - u[j]!;
      },
    ],
    ['coin flips', () => () => 0],
  ];
  for (const [name, margins] of cases) {
    const runs = Array.from({ length: seeds }, (_, seed) => {
      const random = new Random(seed + 50);
      const margin = margins(random);
      return intransitivityOf(
        meet(30, 3000, random, (i, j) => (random.next() < sigmoid(margin(i, j)) ? 'a' : 'b')),
        'response_model',
        seed,
      );
    });
    const gains = runs.map(run => run.gains[0]!.gain.value);
    const said = runs.filter(({ verdict }) => verdict === 'yes').length;
    const few = runs.filter(({ triads }) => triads!.pValue < 0.01).length;
    console.log(`| ${name} | ${seeds} | ${said} | ${mean(gains).toFixed(3)} (${sd(gains).toFixed(3)}) | ${few} |`);
  }
}

function asking(): void {
  console.log('\n| asked by | accuracy after 20 + 180 labels (sd over seeds) |\n|---|---|');
  for (const ask of ['random', 'entropy', 'information'] satisfies Ask[]) {
    const accuracies = Array.from({ length: seeds }, (_, seed) => accuracyOf(ask, seed));
    console.log(`| ${ask} | ${mean(accuracies).toFixed(3)} (${sd(accuracies).toFixed(3)}) |`);
  }
}

async function real(): Promise<void> {
  const folder = sharedData();
  if (folder === null) return console.log('\nMT-bench: not run, the shared data is absent.');
  const storage = mkdtempSync(join(tmpdir(), 'pairlens-bench-'));
  try {
    const dataset = await openDataset(join(folder, 'mt-bench-human.arena.jsonl.gz'), { storage });
    const rows = await readAll(dataset, () => undefined);
    const comparisons = rows.flatMap(row => (row.kind === 'comparison' ? [row.comparison] : []));
    await dataset.close();
    const { strengths, heldOut, meetings } = strengthsOf(comparisons, 'response_model');
    console.log(`\nMT-bench, ${meetings} votes of people:\n\n| model | strength (95 %) | above next |\n|---|---|---|`);
    for (const { id, u, low, high, aboveNext } of strengths) {
      const next = aboveNext === null ? '' : `${(100 * aboveNext).toFixed(1)} %`;
      console.log(`| ${id} | ${u.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)}) | ${next} |`);
    }
    console.log(`\nHeld-out log-loss: ${heldOut!.map(({ model, loss }) => `${model} ${loss.toFixed(4)}`).join(', ')}`);
    const { gains, triads, verdict } = intransitivityOf(comparisons, 'response_model');
    const { gain } = gains[0]!;
    console.log(
      `Circles: ${verdict}; gain ${gain.value.toFixed(4)} (${gain.low.toFixed(4)} to ${gain.high.toFixed(4)}), ${triads!.circles} of ${triads!.decided} triads.`,
    );
  } finally {
    rmSync(storage, { recursive: true, force: true });
  }
}

coverage();
circles();
asking();
await real();
