import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Comparison } from '../../src/dataset/comparison.ts';
import { textOf } from '../../src/dataset/comparison.ts';

const run = promisify(execFile);
const version = '0.4.8';

/** What ICAI made of a file. */
export interface IcaiRun {
  /** Seconds of the clock and of the processor. */
  readonly wall: number;
  readonly cpu: number;
  /** Sentences by number. */
  readonly principles: readonly string[];
  /** Those that its filter kept, best first. */
  readonly kept: readonly string[];
  /** Per comparison and principle: +1 with the label, -1 against it, 0 otherwise; null: invalid. */
  readonly votes: readonly (readonly (-1 | 0 | 1 | null)[])[];
}

/**
 * Python with ICAI in it: that of `PAIRLENS_ICAI_PYTHON`, else an environment of its own, made once by pip in the folder for
 * temporary files. Null, with the reason printed, where that fails.
 */
export async function icaiPython(): Promise<string | null> {
  const named = process.env.PAIRLENS_ICAI_PYTHON;
  if (named !== undefined) return named;
  const folder = join(tmpdir(), `pairlens-icai-${version}`);
  const python = join(folder, 'bin', 'python');
  const ready = join(folder, 'ready');
  if (existsSync(ready)) return python;
  try {
    await run('python3', ['-m', 'venv', folder]);
    await run(python, ['-m', 'pip', 'install', '--quiet', `inverse-cai==${version}`], { maxBuffer: 1 << 24 });
    writeFileSync(ready, '');
    return python;
  } catch (error) {
    console.error(`ICAI could not be installed, so its rows are missing: ${String(error).slice(0, 300)}`);
    return null;
  }
}

const csvCell = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Prompt and response in one text, as ICAI merges them; both peers' judges test the whole. */
function csvOf(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map(({ prompt, a, b, label }, row) =>
    [String(row), textOf(prompt), textOf(a.messages), textOf(b.messages), label === 'a' ? 'text_a' : 'text_b']
      .map(csvCell)
      .join(','),
  );
  return `index,prompt,text_a,text_b,preferred_text\n${rows.join('\n')}\n`;
}

/** `{0: True, 1: None, ...}` as Python prints it. */
function readVotes(text: string): (-1 | 0 | 1 | null)[] {
  return [...text.matchAll(/\d+: (True|False|None|'[a-z]+')/gu)].map(([, word]) =>
    word === 'True' ? 1 : word === 'False' ? -1 : word === "'invalid'" ? null : 0,
  );
}

/** Runs ICAI with its own numbers, except that its stage 9 (judging by the constitution) is skipped. */
export async function runIcai(
  python: string,
  comparisons: readonly Comparison[],
  base: string,
  folder: string,
  more: readonly string[],
): Promise<IcaiRun> {
  mkdirSync(folder, { recursive: true });
  const data = join(folder, 'data.csv');
  const secrets = join(folder, 'secrets.toml');
  const used = join(folder, 'used.json');
  writeFileSync(data, csvOf(comparisons));
  writeFileSync(secrets, 'OPENAI_API_KEY = "none"\n');
  const out = join(folder, 'out');
  const began = performance.now();
  await run(
    python,
    [
      new URL('runIcai.py', import.meta.url).pathname,
      used,
      `data_path=${data}`,
      `secrets_path=${secrets}`,
      `hydra.run.dir=${out}`,
      'alg_model=openai/scripted',
      'annotator.skip=true',
      'async_task_num=30',
      's2_num_clusters=100000',
      ...more,
    ],
    {
      cwd: folder,
      maxBuffer: 1 << 28,
      env: {
        ...process.env,
        OPENAI_API_KEY: 'none',
        OPENAI_BASE_URL: base,
        OPENAI_API_BASE: base,
        LOGURU_LEVEL: 'ERROR',
      },
    },
  );
  const wall = (performance.now() - began) / 1000;
  const results = join(out, 'results');
  const read = (name: string): unknown =>
    readdirSync(results).includes(name) ? JSON.parse(readFileSync(join(results, name), 'utf8')) : null;
  const texts = (value: unknown): string[] => Object.values((value ?? {}) as Record<string, unknown>).map(String);
  const votesFile = readFileSync(join(results, '040_votes_per_comparison.csv'), 'utf8');
  return {
    wall,
    cpu: (JSON.parse(readFileSync(used, 'utf8')) as { cpu: number }).cpu,
    principles: texts(read('030_distilled_principles_per_cluster.json')),
    kept: texts(read('050_filtered_principles.json')),
    votes: votesFile.split('\n').slice(1).filter(Boolean).map(readVotes),
  };
}
