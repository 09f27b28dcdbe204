import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, posix } from 'node:path';
import type { Added } from './addModel.ts';
import type { AddOptions } from './addOptions.ts';
import { describeGraph } from './describeGraph.ts';
import { findGraph } from './findGraph.ts';
import { hashFile } from './hashFile.ts';
import type { ModelFile } from './installedModel.ts';
import { ModelError } from './modelError.ts';
import { longestText, readModelTexts } from './modelTexts.ts';
import { copyFile } from './takeFile.ts';
import type { WantedModel } from './wantedModel.ts';

/**
 * A model in a folder of its own, as exporters write it, or an `.onnx` file with its tokenizer beside it. It is used where
 * it is, or copied; either way its files are pinned as they are now.
 *
 * @throws ModelError as `addModel`
 */
export async function takeLocal(
  wanted: Extract<WantedModel, { kind: 'folder' | 'file' }>,
  options: AddOptions & { readonly id: string },
): Promise<Added> {
  const { id, copy = false, signal, onProgress } = options;
  const top = wanted.kind === 'folder' ? wanted.path : topOf(wanted.path);
  const graph =
    wanted.kind === 'folder' ? await findGraph(top) : wanted.path.slice(top.length + 1).replaceAll('\\', '/');
  const texts = await readModelTexts(async path => {
    // With a graph in `onnx/`, these files are in the folder above.
    const file = join(top, path);
    const found = await stat(file).catch(() => null);
    return found?.isFile() && found.size <= longestText ? readFile(file, 'utf8') : null;
  });
  onProgress({ stage: `Looking through ${graph}`, share: 0 });
  const { external, notes, ...described } = await describeGraph(top, graph, texts, 'check', options);
  const besides = external.map(location => posix.join(posix.dirname(graph), location));
  const tokenizer = await tokenizerIn(top, graph);
  const paths = [graph, tokenizer, ...besides];
  const files: ModelFile[] = [];
  for (const [i, path] of paths.entries()) {
    onProgress({ stage: `${copy ? 'Copying' : 'Hashing'} ${path}`, share: i / paths.length });
    const from = join(top, path);
    if (copy) files.push(await copyFile(from, join(options.folder, id), path, signal));
    else files.push({ path, sha256: await hashFile(from, signal), bytes: (await stat(from)).size });
  }
  const [graphFile, tokenizerFile, ...others] = files;
  return {
    model: {
      id,
      name: nameOf(wanted.path),
      folder: copy ? join(options.folder, id) : top,
      graph: graphFile!,
      tokenizer: tokenizerFile!,
      others,
      source: wanted.path,
      ...described,
    },
    notes,
  };
}

/** Where the other files of a graph are: in its folder, or above `onnx/`. */
function topOf(graph: string): string {
  const folder = dirname(graph);
  return basename(folder) === 'onnx' ? dirname(folder) : folder;
}

async function tokenizerIn(top: string, graph: string): Promise<string> {
  for (const path of ['tokenizer.json', posix.join(posix.dirname(graph), 'tokenizer.json')]) {
    if ((await stat(join(top, path)).catch(() => null))?.isFile()) return path;
  }
  throw new ModelError(
    'missing',
    `${join(top, 'tokenizer.json')} is not there, and a model can't read text without it`,
    'Export the model with its tokenizer (optimum-cli does), or copy tokenizer.json there',
  );
}

function nameOf(path: string): string {
  const name = basename(path).replace(/\.onnx$/i, '');
  return /^(onnx|model|model_quantized)$/i.test(name) ? basename(topOf(join(path, 'x'))) || name : name;
}
