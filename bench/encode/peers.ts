import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EncoderModel } from '../../src/reward/encoder/encoder.ts';
import { benchFolder } from '../support/sharedData.ts';

const quiet = { stdio: ['ignore', 'ignore', 'pipe'] as ['ignore', 'ignore', 'pipe'] };

/** Python with sentence-transformers and the current torch, made once under `.bench` (several GB). @throws Error */
export function sentenceTransformers(): string {
  const venv = join(benchFolder, 'encode-venv');
  const python = join(venv, 'bin', 'python');
  const ready = join(venv, 'ready');
  if (!existsSync(ready)) {
    execFileSync('python3', ['-m', 'venv', venv], quiet);
    execFileSync(python, ['-m', 'pip', 'install', '-q', 'sentence-transformers', 'torch', 'onnx'], quiet);
    writeFileSync(ready, '');
  }
  return python;
}

/** Versions of Python packages, for the table. */
export function pythonVersions(python: string): string {
  const code =
    'import torch, sentence_transformers as s; print("sentence-transformers", s.__version__, "torch", torch.__version__)';
  return execFileSync(python, ['-c', code], { encoding: 'utf8' }).trim();
}

/** Folder with transformers.js, made once under `.bench`. @throws Error */
export function transformersJs(): string {
  const folder = join(benchFolder, 'encode-js');
  if (!existsSync(join(folder, 'node_modules', '@huggingface', 'transformers'))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '@huggingface/transformers'];
    execFileSync('npm', args, { ...quiet, cwd: folder });
  }
  return folder;
}

/** Lays the model out as transformers.js wants it, with the same truncation. */
export function layOut(model: EncoderModel): string {
  const folder = join(benchFolder, 'encode-js', 'models');
  const place = join(folder, 'minilm');
  mkdirSync(join(place, 'onnx'), { recursive: true });
  copyFileSync(join(model.folder, model.graph.path), join(place, 'onnx', 'model.onnx'));
  copyFileSync(join(model.folder, model.tokenizer.path), join(place, 'tokenizer.json'));
  const tokenizer = { tokenizer_class: 'BertTokenizer', model_max_length: model.recipe.maxLength, pad_token: '[PAD]' };
  writeFileSync(join(place, 'tokenizer_config.json'), JSON.stringify(tokenizer));
  writeFileSync(join(place, 'config.json'), JSON.stringify({ model_type: 'bert', architectures: ['BertModel'] }));
  return folder;
}
