import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { AddOptions } from './addOptions.ts';
import type { CatalogueModel } from './catalogue.ts';
import { checkRecipe } from './checkRecipe.ts';
import { fetchHubModel } from './fetchHubModel.ts';
import { fetchKnown } from './fetchKnown.ts';
import type { InstalledModel } from './installedModel.ts';
import { listInstalled } from './listInstalled.ts';
import { ModelError } from './modelError.ts';
import { isModelId, modelIdOf } from './modelId.ts';
import { inspectOnnx } from './onnx/checkOnnx.ts';
import { saveModel } from './saveModel.ts';
import { takeKnown } from './takeKnown.ts';
import { takeLocal } from './takeLocal.ts';
import type { WantedModel } from './wantedModel.ts';

/** A model that was added, and what was assumed of it, in sentences. */
export interface Added {
  readonly model: InstalledModel;
  readonly notes: readonly string[];
}

/**
 * Adds a model to a models folder: gets its files, looks through them, works out how it is run, and lists it in the
 * manifest. A graph that fails the checks is not listed.
 *
 * @throws ModelError saying what is wrong and what to do; `signal.reason` when stopped (what was downloaded is kept)
 */
export async function addModel(options: AddOptions): Promise<Added> {
  const { wanted, folder } = options;
  const id = options.id ?? (wanted.kind === 'known' ? wanted.model.id : modelIdOf(nameOf(wanted)));
  if (!isModelId(id)) {
    throw new ModelError(
      'recipe',
      `${JSON.stringify(id)} can't be an id`,
      'Use lower-case letters, digits, ".", "-" and "_", at most 64, beginning with a letter or digit',
    );
  }
  await checkFree(folder, id, wanted);
  await mkdir(folder, { recursive: true });
  const added = await make({ ...options, id });
  await saveModel(folder, added.model);
  return added;
}

function make(options: AddOptions & { readonly id: string }): Promise<Added> {
  const { wanted } = options;
  if (wanted.kind === 'known') return makeKnown(wanted.model, options);
  if (wanted.kind === 'hub') return fetchHubModel(wanted, options);
  return takeLocal(wanted, options);
}

async function makeKnown(known: CatalogueModel, options: AddOptions & { readonly id: string }): Promise<Added> {
  const { folder, id, from, network } = options;
  const place = join(folder, id);
  const { tokenizer, hub } = known;
  let files: Pick<InstalledModel, 'graph' | 'tokenizer' | 'source'>;
  if (from === undefined) files = await fetchKnown(known, place, network, options);
  else {
    const graphs = hub.pin === undefined ? [known.graph] : [known.graph, hub.pin];
    const [graph, own] = await takeKnown(from, [graphs, [tokenizer]], place, options);
    files = { graph: graph!, tokenizer: own!, source: from };
  }
  const { facts } = await inspectOnnx(join(place, files.graph.path), 'check', options.signal);
  const recipe = { ...known.recipe, maxLength: options.choices.maxLength ?? known.recipe.maxLength };
  checkRecipe(recipe, facts);
  const { name, licence, precision } = known;
  return { model: { id, name, licence, folder: place, others: [], precision, recipe, ...files }, notes: [] };
}

/** @throws ModelError if the id is taken by another model; a known model may be added again, to repair it */
async function checkFree(folder: string, id: string, wanted: WantedModel): Promise<void> {
  const taken = (await listInstalled(folder)).find(model => model.id === id);
  if (taken === undefined || (wanted.kind === 'known' && wanted.model.id === id)) return;
  throw new ModelError(
    'exists',
    `There is a model ${id} already (${taken.name}, from ${taken.source})`,
    'Give this one another id (--id), or remove the other first',
  );
}

function nameOf(wanted: Exclude<WantedModel, { kind: 'known' }>): string {
  if (wanted.kind === 'hub') return wanted.repo;
  return wanted.kind === 'file' ? wanted.path.replace(/([/\\](onnx[/\\])?model)?\.onnx$/i, '') : wanted.path;
}
