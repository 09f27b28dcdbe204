import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { Added } from './addModel.ts';
import type { AddOptions } from './addOptions.ts';
import { describeGraph } from './describeGraph.ts';
import { optionsFor } from './fetchKnown.ts';
import { fetchOnce, forgetFetched } from './fetchOnce.ts';
import { usualGraphs } from './findGraph.ts';
import { hubUrl } from './hubUrl.ts';
import type { ModelFile } from './installedModel.ts';
import { ModelError } from './modelError.ts';
import { longestText, readModelTexts } from './modelTexts.ts';
import type { WantedModel } from './wantedModel.ts';

/** Largest file that is taken from a hub, in bytes: the graph and its weights. */
const largest = 64 * 2 ** 30;
/** Largest tokenizer, in bytes. */
const largestTokenizer = 128 * 2 ** 20;

/**
 * A model of a hub that PairLens does not know: its small files first, which say how it is run, then the graph, then the
 * weights that the graph names. Its files are pinned as they came.
 *
 * @throws ModelError as `addModel`
 */
export async function fetchHubModel(
  wanted: Extract<WantedModel, { kind: 'hub' }>,
  options: AddOptions & { readonly id: string },
): Promise<Added> {
  const { id, network } = options;
  const { repo, revision } = wanted;
  const folder = join(options.folder, id);
  const get = async (path: string, limit: number): Promise<ModelFile> => {
    const url = hubUrl(network.hub, repo, revision, path);
    const file = { url, target: join(folder, path), sha256: null, bytes: null, limit };
    return { path, ...(await fetchOnce(file, optionsFor(network, options, url, path, network.token))) };
  };
  const texts = await readModelTexts(async path => {
    const file = await orNull(get(path, longestText));
    return file === null ? null : readFile(join(folder, path), 'utf8');
  });
  const tokenizer = await orNull(get('tokenizer.json', largestTokenizer));
  if (tokenizer === null) {
    throw new ModelError(
      'not-found',
      `${repo} has no tokenizer.json`,
      'Export the model yourself, with its tokenizer, and add the folder',
    );
  }
  const graph = await graphOf(wanted, path => get(path, largest));
  const { external, notes, ...described } = await describeGraph(folder, graph.path, texts, 'name', options);
  const others: ModelFile[] = [];
  for (const location of external) others.push(await get(posix.join(posix.dirname(graph.path), location), largest));
  // Now that the weights are there, they are looked at too.
  if (others.length > 0) await describeGraph(folder, graph.path, texts, 'check', options);
  for (const { path } of [graph, tokenizer, ...others]) await forgetFetched(join(folder, path));
  const source = `${repo}@${revision}`;
  return { model: { id, name: repo, folder, graph, tokenizer, others, source, ...described }, notes };
}

async function graphOf(
  { repo, file }: Extract<WantedModel, { kind: 'hub' }>,
  get: (path: string) => Promise<ModelFile>,
): Promise<ModelFile> {
  if (file !== null) return get(file);
  for (const path of ['onnx/model.onnx', ...usualGraphs.filter(name => name !== 'onnx/model.onnx')]) {
    const found = await orNull(get(path));
    if (found !== null) return found;
  }
  throw new ModelError(
    'not-found',
    `${repo} has no ONNX graph with a usual name`,
    `Name it (${repo}:path/to/model.onnx), or export the model: optimum-cli export onnx --model ${repo} --task text-classification FOLDER`,
  );
}

/** What was fetched, or null if the server has no such file. */
async function orNull(fetching: Promise<ModelFile>): Promise<ModelFile | null> {
  try {
    return await fetching;
  } catch (error) {
    if (error instanceof ModelError && error.kind === 'not-found') return null;
    throw error;
  }
}
