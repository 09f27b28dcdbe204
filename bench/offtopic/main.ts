// How well `off-topic` finds responses that were swapped between prompts, with an encoder and by words: `npm run bench:offtopic`.
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installedModels } from '../../src/audit/auditModels.ts';
import type { Comparison } from '../../src/dataset/comparison.ts';
import { DatasetVectors } from '../../src/reward/encoder/datasetVectors.ts';
import { Encoder, type EncoderModel, isEncoder } from '../../src/reward/encoder/encoder.ts';
import { runEnsemble } from '../../src/reward/ensemble.ts';
import type { EnsembleResult } from '../../src/reward/ensembleResult.ts';
import { findAll } from '../../src/reward/findings/findAll.ts';
import { relevanceMember } from '../../src/reward/members/relevanceMember.ts';
import { miniLm } from '../encode/weights.ts';
import { detection } from '../noise/detection.ts';
import { hhSet, llmBarSet, pandaSet } from '../noise/sets.ts';
import { sharedData } from '../support/sharedData.ts';
import { overlapShares } from './overlapShares.ts';
import { type Swapped, swapped } from './swapped.ts';

const makers = {
  'hh-helpful-base': (folder: string) => hhSet(folder, 'hh-helpful-base'),
  llmbar: llmBarSet,
  pandalm: pandaSet,
};
const share = 0.1;

/** What is measured of one way to tell, over one draw of swaps. */
interface Measured {
  /** Of the responses' scores, swapped against not, and of the larger score of each comparison. */
  readonly responses: number;
  readonly rows: number;
  /** Of the findings: hits among them, swapped rows among hits, and flagged rows among those that were left alone. */
  readonly precision: number;
  readonly recall: number;
  readonly alarms: number;
}

const { values: flags } = parseArgs({
  options: {
    sets: { type: 'string', default: Object.keys(makers).join(',') },
    seeds: { type: 'string', default: '3' },
    // A models folder; without one, all-MiniLM-L6-v2 in int8 is fetched.
    models: { type: 'string' },
  },
});
const folder = sharedData();
if (folder === null) {
  console.log('bench:offtopic did not run: no folder ../shared/data (or set PAIRLENS_SHARED_DATA).');
} else {
  const place = { device: 'cpu', cache: join(tmpdir(), 'pairlens-bench-vectors') } as const;
  const model = flags.models === undefined ? miniLm('int8', 256) : await encoderOf(flags.models);
  console.log(`With ${model.id}; ${100 * share} % of the rows have one response swapped, ${flags.seeds} draws.\n`);
  console.log('| set | by | AUROC, responses | AUROC, rows | precision | recall | false alarms |');
  console.log('|---|---|---|---|---|---|---|');
  for (const id of flags.sets.split(',')) {
    if (!(id in makers)) throw new Error(`No set "${id}". Sets: ${Object.keys(makers).join(', ')}.`);
    const { comparisons } = makers[id as keyof typeof makers](folder);
    const found: Record<'encoder' | 'words', Measured[]> = { encoder: [], words: [] };
    for (let seed = 0; seed < Number(flags.seeds); seed++) {
      const changed = swapped(comparisons, share, seed);
      const members = [relevanceMember(new DatasetVectors(new Encoder(model, place)))];
      const ensemble = await runEnsemble(changed.comparisons, { seed, seeds: 1, members });
      if (ensemble.topicality === null) throw new Error(ensemble.members[0]!.why);
      found.encoder.push(await measure(changed, ensemble, ensemble.topicality.nearer));
      const words = overlapShares(ensemble.prepared, seed);
      found.words.push(await measure(changed, { ...ensemble, topicality: null }, words));
    }
    for (const [by, runs] of Object.entries(found)) {
      const cells = (['responses', 'rows', 'precision', 'recall', 'alarms'] as const).map(key => cell(runs, key));
      console.log(`| ${id} (${comparisons.length}) | ${by} | ${cells.join(' | ')} |`);
    }
    const asIs = await flagged(comparisons, model);
    console.log(`| ${id}, nothing swapped | encoder | - | - | - | - | ${asIs.toFixed(4)} |`);
  }
  console.log(`\nNode ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores.`);

  /** Share of rows of a file as it is that are off-topic. */
  async function flagged(comparisons: readonly Comparison[], encoder: EncoderModel): Promise<number> {
    const members = [relevanceMember(new DatasetVectors(new Encoder(encoder, place)))];
    const ensemble = await runEnsemble(comparisons, { seed: 0, seeds: 1, members });
    return (await offTopicRows(comparisons, ensemble)).size / comparisons.length;
  }
}

async function encoderOf(models: string): Promise<EncoderModel> {
  const { installed, trouble } = await installedModels(models, { device: 'cpu', cache: '' });
  const model = installed.find(isEncoder);
  if (model === undefined) throw new Error(trouble ?? `No encoder is installed in ${models}.`);
  return model;
}

async function offTopicRows(comparisons: readonly Comparison[], ensemble: EnsembleResult): Promise<Set<number>> {
  const found = await findAll(comparisons, ensemble);
  return new Set(found.flatMap((all, i) => (all.some(({ kind }) => kind === 'off-topic') ? [i] : [])));
}

/** @param scores - how far each item is, larger for farther */
async function measure(
  { comparisons, sides }: Swapped,
  ensemble: EnsembleResult,
  scores: Float64Array,
): Promise<Measured> {
  const { items } = ensemble.prepared;
  const known = scores.map(score => (Number.isNaN(score) ? 0.5 : score));
  const away = new Uint8Array(known.length);
  for (const [i, side] of sides) away[items[side][i]!] = 1;
  const rows = comparisons.map((_, i) => Math.max(known[items.a[i]!]!, known[items.b[i]!]!));
  const changed = comparisons.map((_, i) => (sides.has(i) ? 1 : 0));
  const flaggedRows = await offTopicRows(comparisons, ensemble);
  const hits = [...flaggedRows].filter(i => sides.has(i)).length;
  return {
    responses: detection(known, away, away).auroc,
    rows: detection(rows, changed, changed).auroc,
    precision: hits / flaggedRows.size,
    recall: hits / sides.size,
    alarms: (flaggedRows.size - hits) / (comparisons.length - sides.size),
  };
}

function cell(runs: readonly Measured[], key: keyof Measured): string {
  const values = runs.map(run => run[key]);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  const digits = key === 'alarms' ? 4 : 3;
  return `${mean.toFixed(digits)} (${sd.toFixed(digits)})`;
}
