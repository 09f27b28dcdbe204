import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { runEnsemble } from '../../src/reward/ensemble.ts';
import { sharedData } from '../support/sharedData.ts';
import { measure, pairFlags, summary } from './measure.ts';
import type { NoisySet } from './noisySet.ts';
import { type Peer, preparePeer, runPeer } from './peer.ts';
import { hhSet, llmBarSet, mtBenchSet, pandaSet, ukpSet } from './sets.ts';
import { type Metric, metricNames, reaches, targets } from './targets.ts';

const makers: Readonly<Record<string, (folder: string) => NoisySet>> = {
  ukp: ukpSet,
  'hh-helpful-base': folder => hhSet(folder, 'hh-helpful-base'),
  'hh-harmless-base': folder => hhSet(folder, 'hh-harmless-base'),
  'hh-helpful-online': folder => hhSet(folder, 'hh-helpful-online'),
  pandalm: pandaSet,
  'mt-bench': mtBenchSet,
  llmbar: llmBarSet,
};

/** Partitions into folds over which accuracy on labels as they are is averaged. */
const foldSeeds = [0, 1, 2];

interface Line {
  readonly set: string;
  readonly metric: Metric;
  readonly peer: number | null;
  readonly ours: number;
  readonly sd: number;
}

const { values: flags } = parseArgs({
  options: {
    sets: { type: 'string', default: 'ukp,hh-helpful-base' },
    seeds: { type: 'string' },
    quick: { type: 'boolean', default: false },
    'no-peer': { type: 'boolean', default: false },
  },
});

const folder = sharedData();
if (folder === null) {
  console.log('bench:noise did not run: no folder ../shared/data beside the repository (or set PAIRLENS_SHARED_DATA).');
} else {
  const peer: Peer = flags['no-peer'] ? { ready: false, why: 'left out by --no-peer' } : preparePeer();
  const lines: Line[] = [];
  for (const id of flags.sets.split(',')) {
    const make = makers[id];
    if (!make) throw new Error(`No set "${id}". Sets: ${Object.keys(makers).join(', ')}.`);
    lines.push(...(await benchSet(make(folder), peer)));
  }
  print(lines);
  if (!peer.ready) console.log(`cleanlab column empty: ${peer.why}`);
  console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores.`);
}

async function benchSet(set: NoisySet, peer: Peer): Promise<Line[]> {
  const count = Number(flags.seeds ?? (flags.quick ? 2 : set.seeds.length));
  const runs = set.seeds.slice(0, count).map(seed => ({ seed, ...set.noisy(seed) }));
  const ours: Partial<Record<Metric, number>>[] = [];
  const began = performance.now();
  for (const run of runs) {
    const result = await runEnsemble(set.comparisons, { seed: run.seed, labels: run.labels });
    const measured = measure(set, run, { p: result.p, flags: pairFlags(result.p) });
    ours.push({ ...measured, ece: result.calibration?.eceAfter ?? Number.NaN });
  }
  const seconds = (performance.now() - began) / 1000 / runs.length;
  const found = summary(ours);
  const theirs = new Map<Metric, { mean: number; sd: number }>();
  const wantsClean = set.clean !== undefined && targets[set.id]?.accuracy !== undefined;
  if (wantsClean) {
    const accuracies = [];
    for (const seed of foldSeeds) {
      const { accuracy } = await runEnsemble(set.comparisons, { seed, labels: set.clean! });
      accuracies.push({ accuracy: accuracy!.value });
    }
    found.set('accuracy', summary(accuracies).get('accuracy')!);
  }
  if (peer.ready) {
    const asked = [...runs, ...(wantsClean ? foldSeeds.map(seed => ({ seed, labels: set.clean! })) : [])];
    const answers = await runPeer(peer, set, asked);
    const measured = runs.map((run, k) =>
      measure(set, run, { p: answers[k]!.suspicion.map(s => 1 - s), flags: answers[k]!.flags }),
    );
    for (const [metric, value] of summary(measured)) theirs.set(metric, value);
    if (wantsClean)
      theirs.set(
        'accuracy',
        summary(answers.slice(runs.length).map(({ accuracy }) => ({ accuracy }))).get('accuracy')!,
      );
  }
  const memory = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `${set.name}: ${set.comparisons.length} pairs, ${runs.length} seeds, ${seconds.toFixed(1)} s an ensemble, peak ${memory} MB`,
  );
  return (Object.keys(targets[set.id] ?? {}) as Metric[]).flatMap(metric => {
    const value = found.get(metric);
    return value === undefined
      ? []
      : [{ set: set.id, metric, peer: theirs.get(metric)?.mean ?? null, ours: value.mean, sd: value.sd }];
  });
}

function print(lines: readonly Line[]): void {
  const number = (value: number | null | undefined): string =>
    value === null || value === undefined ? '-' : value.toFixed(3);
  console.log('\n| set | measure | cleanlab today | ours (sd over seeds) | must | goal | reached |');
  console.log('|---|---|---|---|---|---|---|');
  for (const { set, metric, peer, ours, sd } of lines) {
    const target = targets[set]![metric]!;
    const goal = target.goal !== null && reaches(metric, ours, target.goal);
    const must = target.must !== null && reaches(metric, ours, target.must);
    const reached = target.must === null ? '-' : goal ? 'goal' : must ? 'must' : 'no';
    console.log(
      `| ${set} | ${metricNames[metric]} | ${number(peer)} | ${number(ours)} (${number(sd)}) | ${number(target.must)} | ${number(target.goal)} | ${reached} |`,
    );
  }
}
