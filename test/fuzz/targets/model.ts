import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { FieldError } from '../../../src/models/fields.ts';
import { listInstalled } from '../../../src/models/listInstalled.ts';
import { ModelError } from '../../../src/models/modelError.ts';
import { inspectOnnx } from '../../../src/models/onnx/checkOnnx.ts';
import { parseModel } from '../../../src/models/parseModel.ts';
import { ZipFile } from '../../../src/models/zip.ts';
import { onnxFile } from '../../support/onnxFile.ts';
import { zipFile } from '../../support/zipFile.ts';
import { bendJson } from '../jsonMaker.ts';
import { must, type Target, unless, unlessLater } from '../target.ts';
import { modelSeed } from './modelSeed.ts';

/** ONNX graphs, as they are looked through before the runtime sees them. */
export const onnx: Target = {
  name: 'onnx',
  holds: 'a graph is described or refused, and never leads out of its folder',
  words: ['location', '../x', 'ai.onnx', 'com.microsoft', 'EPContext', 'MatMul', '\u0008\u0001', '*', '\\'],
  mostBytes: 1 << 16,
  seeds: () => [
    onnxFile({
      inputs: [{ name: 'input_ids', type: 'int64', shape: ['n', 'm'] }],
      outputs: [{ name: 'logits', type: 'float', shape: ['n', 1] }],
      nodes: [{ op: 'Cast', inputs: ['input_ids'], output: 'logits', ints: { to: 1 } }],
      constants: [{ name: 'bias', shape: [2], values: new Float32Array([1, 2]) }],
    }),
  ],
  open: folder => ({
    run: async input => {
      const path = join(folder, 'model.onnx');
      await writeFile(path, input);
      const seen = await unlessLater(() => inspectOnnx(path, 'name'), ModelError);
      for (const location of seen?.external ?? []) {
        must(resolve(folder, location).startsWith(folder + sep), `weights outside of the folder: ${location}`);
      }
    },
  }),
};

/** Entries of the list of models. */
export const manifest: Target = {
  name: 'manifest',
  holds: 'a list of models is read or refused, and no path in it leads out of its folder',
  words: [
    '"path":',
    '"../x"',
    '"/etc"',
    '"sha256":',
    '"version":',
    '"recipe":',
    '"a/./b"',
    '"C:\\\\x"',
    '"__proto__":',
  ],
  mostBytes: 1 << 15,
  seeds: () => [JSON.stringify({ version: 1, models: [modelSeed] })],
  make: random => JSON.stringify({ version: 1, models: [bendJson(modelSeed, random, Object.keys(modelSeed))] }),
  open: async folder => {
    await mkdir(folder, { recursive: true });
    return {
      run: async input => {
        await writeFile(join(folder, 'models.json'), input);
        await unlessLater(() => listInstalled(folder), ModelError);
        const listed = unless(
          () => (JSON.parse(input.toString('utf8')) as { models?: unknown[] }).models,
          SyntaxError,
          TypeError,
        );
        for (const entry of Array.isArray(listed) ? listed : []) {
          if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) continue;
          const model = unless(() => parseModel(entry as Record<string, unknown>, folder), FieldError);
          if (model === undefined) continue;
          for (const { path } of [model.graph, model.tokenizer, ...model.others]) {
            must(resolve(model.folder, path).startsWith(model.folder + sep), `a file outside of its folder: ${path}`);
          }
        }
      },
    };
  },
};

/** Zip archives, in which libraries for graphics cards come. */
export const zip: Target = {
  name: 'zip',
  holds: 'an archive is listed and unpacked, never to more than it says, or refused',
  words: ['PK\u0001\u0002', 'PK\u0003\u0004', 'PK\u0005\u0006', '../x'],
  mostBytes: 1 << 14,
  seeds: () => [
    zipFile([
      { name: 'a.txt', content: Buffer.from('hello') },
      { name: 'b/c.bin', content: Buffer.alloc(5000) },
    ]),
  ],
  open: folder => ({
    run: async input => {
      const path = join(folder, 'x.zip');
      await writeFile(path, input);
      const opened = await unlessLater(() => ZipFile.open(path), ModelError);
      if (opened === undefined) return;
      try {
        for (const entry of opened.entries.slice(0, 8)) {
          let length = 0;
          await unlessLater(async () => {
            for await (const piece of opened.read(entry)) length += piece.length;
          }, ModelError);
          must(length <= entry.bytes, `${length} bytes where ${entry.bytes} are said`);
        }
      } finally {
        await opened.close();
      }
    },
  }),
};
