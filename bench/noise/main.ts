import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installedModels, membersOf } from '../../src/audit/auditModels.ts';
import { runEnsemble } from '../../src/reward/ensemble.ts';
import type { RewardModel } from '../../src/reward/rewardModel.ts';
import { sharedData } from '../support/sharedData.ts';
import { auditFlags, measure, summary } from './measure.ts';
import type { NoisyLabels, NoisySet } from './noisySet.ts';
import { consensusPart } from './parts/consensus.ts';
import { expectedPart } from './parts/expected.ts';
import { judgesPart } from './parts/judges.ts';
import { anchorsPart, simulatedPart } from './parts/lift.ts';
import type { PartRun } from './parts/part.ts';
import { type Peer, preparePeer, runPeer } from './peer.ts';
import { hhSet, llmBarSet, mtBenchSet, pandaSet, ukpSet } from './sets.ts';
import { type Metric, metricNames, reaches, type Target, targets } from './targets.ts';

const makers: Readonly<Record<string, (folder: string) => NoisySet>> = {
  ukp: ukpSet,
  'hh-helpful-base': folder => hhSet(folder, 'hh-helpful-base'),
  'hh-harmless-base': folder => hhSet(folder, 'hh-harmless-base'),
  'hh-helpful-online': folder => hhSet(folder, 'hh-helpful-online'),
  pandalm: pandaSet,
  'mt-bench': mtBenchSet,
  llmbar: llmBarSet,
};

/** Parts beside `detect`, which finds wrong labels beside cleanlab. */
const parts: Readonly<Record<string, (run: PartRun) => Promise<void>>> = {
  consensus: consensusPart,
  judges: judgesPart,
  expected: expectedPart,
  anchors: anchorsPart,
  simulated: simulatedPart,
};

/** Partitions into folds over which accuracy on labels as they are is averaged. */
const foldSeeds = [0, 1, 2];

interface Spread {
  readonly mean: number;
  readonly sd: number;
}

interface Line {
  readonly set: string;
  readonly metric: Metric;
  readonly peer: number | null;
  readonly ours: Spread;
  /** With the models of `--models`; null without. */
  readonly rich: Spread | null;
}

interface SeededRun extends NoisyLabels {
  readonly seed: number;
}

const { values: flags } = parseArgs({
  options: {
    sets: { type: 'string', default: 'ukp,hh-helpful-base' },
    seeds: { type: 'string' },
    quick: { type: 'boolean', default: false },
    'no-peer': { type: 'boolean', default: false },
    parts: { type: 'string', default: 'detect' },
    models: { type: 'string' },
  },
});

const folder = sharedData();
if (folder === null) {
  console.log('bench:noise did not run: no folder ../shared/data beside the repository (or set PAIRLENS_SHARED_DATA).');
} else {
  const sets = flags.sets.split(',').map(id => {
    const make = makers[id];
    if (!make) throw new Error(`No set "${id}". Sets: ${Object.keys(makers).join(', ')}.`);
    return make(folder);
  });
  const asked = flags.parts === 'all' ? ['detect', ...Object.keys(parts)] : flags.parts.split(',');
  const unknown = asked.filter(part => part !== 'detect' && !(part in parts));
  if (unknown.length > 0) {
    throw new Error(`No part "${unknown[0]}". Parts: all, detect, ${Object.keys(parts).join(', ')}.`);
  }
  const members = await membersAsked(flags.models);
  for (const part of asked) {
    const began = performance.now();
    if (part === 'detect') await detect(sets, members);
    else {
      await parts[part]!({ folder, sets, quick: flags.quick, members, print: text => console.log(text) });
    }
    console.log(`(${part}: ${((performance.now() - began) / 1000).toFixed(0)} s, peak ${peak()} MB)`);
  }
  console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores.`);
}

async function detect(sets: readonly NoisySet[], members: readonly RewardModel[] | undefined): Promise<void> {
  const peer: Peer = flags['no-peer'] ? { ready: false, why: 'left out by --no-peer' } : preparePeer();
  for (const set of sets) print(await benchSet(set, peer, members));
  console.log('(Means over seeds, their standard deviation in brackets.)');
  if (!peer.ready) console.log(`cleanlab column empty: ${peer.why}`);
}

/** Members with the models of a folder; undefined, without one, for those that need no weights. */
async function membersAsked(models: string | undefined): Promise<readonly RewardModel[] | undefined> {
  if (models === undefined) return undefined;
  const all = await installedModels(models, { device: 'cpu', cache: join(tmpdir(), 'pairlens-bench-vectors') });
  if (all.trouble !== undefined) throw new Error(all.trouble);
  if (all.installed.length === 0) throw new Error(`No model is installed in ${models}.`);
  console.log(`With ${all.installed.map(({ id }) => id).join(', ')}.`);
  return membersOf(all, []);
}

function peak(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}

type Summary = ReturnType<typeof summary>;

/** Measures the audit on a set's noisy labels, and where asked its accuracy on labels as they are. */
async function benchOurs(
  set: NoisySet,
  runs: readonly SeededRun[],
  members: readonly RewardModel[] | undefined,
): Promise<{ readonly found: Summary; readonly seconds: number }> {
  const asked = members === undefined ? {} : { members };
  const measured: Partial<Record<Metric, number>>[] = [];
  const began = performance.now();
  for (const run of runs) {
    const result = await runEnsemble(set.comparisons, { seed: run.seed, labels: run.labels, ...asked });
    measured.push({
      ...measure(set, run, { p: result.p, flags: auditFlags(result.p) }),
      ece: result.calibration?.eceAfter ?? Number.NaN,
    });
  }
  const seconds = (performance.now() - began) / 1000 / runs.length;
  const found = summary(measured);
  if (wantsClean(set)) {
    const accuracies = [];
    for (const seed of foldSeeds) {
      const { accuracy } = await runEnsemble(set.comparisons, { seed, labels: set.clean!, ...asked });
      accuracies.push({ accuracy: accuracy!.value });
    }
    found.set('accuracy', summary(accuracies).get('accuracy')!);
  }
  return { found, seconds };
}

/** Measures cleanlab on the same labels. */
async function benchPeer(peer: Peer, set: NoisySet, runs: readonly SeededRun[]): Promise<Summary> {
  if (!peer.ready) return new Map();
  const questions = [...runs, ...(wantsClean(set) ? foldSeeds.map(seed => ({ seed, labels: set.clean! })) : [])];
  const answers = await runPeer(peer, set, questions);
  const found = summary(
    runs.map((run, k) => measure(set, run, { p: answers[k]!.suspicion.map(s => 1 - s), flags: answers[k]!.flags })),
  );
  const clean = answers.slice(runs.length).map(({ accuracy }) => ({ accuracy }));
  if (clean.length > 0) found.set('accuracy', summary(clean).get('accuracy')!);
  return found;
}

function wantsClean(set: NoisySet): boolean {
  return set.clean !== undefined && targets[set.id]?.accuracy !== undefined;
}

async function benchSet(set: NoisySet, peer: Peer, members: readonly RewardModel[] | undefined): Promise<Line[]> {
  const count = Number(flags.seeds ?? (flags.quick ? 2 : set.seeds.length));
  const runs = set.seeds.slice(0, count).map(seed => ({ seed, ...set.noisy(seed) }));
  const bare = await benchOurs(set, runs, undefined);
  const rich = members === undefined ? null : await benchOurs(set, runs, members);
  const theirs = await benchPeer(peer, set, runs);
  const time = [bare, ...(rich === null ? [] : [rich])]
    .map(({ seconds }) => seconds.toFixed(1))
    .join(' and with models ');
  console.log(
    `${set.name}: ${set.comparisons.length} pairs, ${runs.length} seeds, ${time} s an ensemble, peak ${peak()} MB`,
  );
  return (Object.keys(targets[set.id] ?? {}) as Metric[]).flatMap(metric => {
    const value = bare.found.get(metric);
    return value === undefined
      ? []
      : [
          {
            set: set.id,
            metric,
            peer: theirs.get(metric)?.mean ?? null,
            ours: value,
            rich: rich?.found.get(metric) ?? null,
          },
        ];
  });
}

function print(lines: readonly Line[]): void {
  const number = (value: number | null): string => value?.toFixed(3) ?? '-';
  const spread = (value: Spread | null): string =>
    value === null ? '-' : `${number(value.mean)} (${number(value.sd)})`;
  console.log('\n| set | measure | cleanlab today | ours | ours with models | must | goal | reached |');
  console.log('|---|---|---|---|---|---|---|---|');
  for (const { set, metric, peer, ours, rich } of lines) {
    const target = targets[set]![metric]!;
    const reached = [ours, ...(rich === null ? [] : [rich])]
      .map(({ mean }) => verdict(metric, mean, target))
      .join(', ');
    console.log(
      `| ${set} | ${metricNames[metric]} | ${number(peer)} | ${spread(ours)} | ${spread(rich)} | ${number(target.must)} | ${number(target.goal)} | ${reached} |`,
    );
  }
  console.log('');
}

function verdict(metric: Metric, value: number, { must, goal }: Target): string {
  if (must === null) return '-';
  if (goal !== null && reaches(metric, value, goal)) return 'goal';
  return reaches(metric, value, must) ? 'must' : 'no';
}
