// Texts per CPU-second of the engine's encoder, beside sentence-transformers and transformers.js: `npm run bench:encode`.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { benchFolder, sharedData } from '../support/sharedData.ts';
import type { EncodeJob, EncodeRun } from './encodeJob.ts';
import { layOut, pythonVersions, sentenceTransformers, transformersJs } from './peers.ts';
import { textSets } from './texts.ts';
import { miniLm } from './weights.ts';

/** An encoder of the table: a program that is given a job. */
interface Runner {
  readonly name: string;
  readonly batches: readonly number[];
  readonly run: (job: EncodeJob) => string;
}

const { values: flags } = parseArgs({
  options: {
    short: { type: 'string', default: '400' },
    long: { type: 'string', default: '150' },
    rounds: { type: 'string', default: '3' },
    // With more, threads that wait may spin, and the CPU time of a busy machine says little.
    threads: { type: 'string', default: '1' },
  },
});
const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const maxLength = 256;
const data = sharedData();
if (data === null) {
  console.log(
    'bench:encode did not run: no folder ../shared/data beside the repository (or set PAIRLENS_SHARED_DATA).',
  );
} else {
  const fp32 = miniLm('fp32', maxLength);
  const int8 = miniLm('int8', maxLength);
  const node = (program: string, job: EncodeJob, ...before: string[]): string =>
    execFileSync(process.execPath, [...before, here(program), jobFile(job)], { encoding: 'utf8' });
  const runners: Runner[] = [
    {
      name: 'PairLens fp32',
      batches: [0],
      run: job => node('oursPeer.ts', { ...job, installed: fp32 } as EncodeJob, '--import', 'tsx'),
    },
    {
      name: 'PairLens int8',
      batches: [0],
      run: job => node('oursPeer.ts', { ...job, installed: int8 } as EncodeJob, '--import', 'tsx'),
    },
  ];
  const absent: string[] = [];
  let versions = '';
  try {
    const python = sentenceTransformers();
    versions = pythonVersions(python);
    const program = here('sentence_transformers_peer.py');
    runners.push({
      name: 'sentence-transformers',
      batches: [8, 32],
      run: job =>
        execFileSync(python, [program, jobFile(job)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    });
  } catch (error) {
    absent.push(`sentence-transformers: ${String(error)}`);
  }
  try {
    const peer = { peerFolder: transformersJs(), modelsFolder: layOut(fp32) };
    const { version } = JSON.parse(
      readFileSync(join(peer.peerFolder, 'node_modules', '@huggingface', 'transformers', 'package.json'), 'utf8'),
    ) as { version: string };
    versions += `, transformers.js ${version}`;
    runners.push({
      name: 'transformers.js',
      batches: [1, 8, 32],
      run: job => node('transformersJsPeer.mjs', { ...job, ...peer } as EncodeJob),
    });
  } catch (error) {
    absent.push(`transformers.js: ${String(error)}`);
  }
  const files = { model: join(fp32.folder, fp32.graph.path), tokenizer: join(fp32.folder, fp32.tokenizer.path) };
  console.log(
    'texts   encoder                batch   texts per CPU-second   texts per second   against PairLens fp32   least cosine',
  );
  for (const { name, texts } of textSets(data, { short: Number(flags.short), long: Number(flags.long) })) {
    let reference: { perCpu: number; vectors: Float32Array } | undefined;
    for (const runner of runners) {
      const out = join(benchFolder, 'encode', `${runner.name.replaceAll(/\W+/g, '-')}-${name}`);
      mkdirSync(join(benchFolder, 'encode'), { recursive: true });
      const job = {
        ...files,
        texts,
        warmUp: texts.slice(0, 8),
        maxLength,
        threads: Number(flags.threads),
        out,
        batches: runner.batches,
      };
      // Several rounds, best of each: other programs on the machine only ever slow a run down.
      const runs = Array.from({ length: Number(flags.rounds) }, () => parsed(runner.run(job))).flat();
      const best = runs.reduce((x, y) => (y.cpuSeconds < x.cpuSeconds ? y : x));
      const vectors = floats(`${out}.${best.batch}`);
      const perCpu = texts.length / best.cpuSeconds;
      reference ??= { perCpu, vectors };
      console.log(
        [
          name.padEnd(7),
          runner.name.padEnd(22),
          (best.batch === 0 ? 'own' : String(best.batch)).padStart(5),
          perCpu.toFixed(1).padStart(22),
          (texts.length / best.seconds).toFixed(1).padStart(18),
          `${(perCpu / reference.perCpu).toFixed(2)} x`.padStart(23),
          leastCosine(vectors, reference.vectors).toFixed(6).padStart(14),
        ].join(' '),
      );
    }
  }
  console.log('transformers.js cuts the final separator off with a long text, so that its vectors of those differ.');
  for (const line of absent) console.log(`Not run: ${line}`);
  console.log(
    `${flags.short} short, ${flags.long} long texts, cut at ${maxLength} tokens, ${flags.threads} threads, best of ${flags.rounds} rounds.`,
  );
  console.log(
    `Node ${process.version}, ${versions}, ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores.`,
  );
}

function jobFile(job: EncodeJob): string {
  const path = join(benchFolder, 'encode', 'job.json');
  writeFileSync(path, JSON.stringify(job));
  return path;
}

function parsed(output: string): EncodeRun[] {
  return output
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line) as EncodeRun);
}

function floats(path: string): Float32Array {
  const bytes = readFileSync(path);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/** Smallest cosine between the vectors of two encoders; vectors have length 1. */
function leastCosine(x: Float32Array, y: Float32Array): number {
  const width = 384;
  if (x.length !== y.length || x.length % width !== 0) throw new Error(`${x.length} floats against ${y.length}`);
  let least = 1;
  for (let at = 0; at < x.length; at += width) {
    let sum = 0;
    for (let j = at; j < at + width; j++) sum += x[j]! * y[j]!;
    least = Math.min(least, sum);
  }
  return least;
}
