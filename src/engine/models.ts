import { homedir } from 'node:os';
import { addModel } from '../models/addModel.ts';
import type { AddWork } from '../models/addProgress.ts';
import { catalogue } from '../models/catalogue.ts';
import { cudaPinFor, installCuda } from '../models/cuda/installCuda.ts';
import { shippedRuntime } from '../models/cuda/shippedRuntime.ts';
import { sourcesOf } from '../models/fetchKnown.ts';
import { fileTrouble } from '../models/fileTrouble.ts';
import { listInstalled } from '../models/listInstalled.ts';
import { modelsFolder } from '../models/modelsFolder.ts';
import { networkOf } from '../models/network.ts';
import { parseOptionLine } from '../models/optionLine.ts';
import { removeModel } from '../models/removeModel.ts';
import { readWantedModel } from '../models/wantedModel.ts';
import type { AddedModel, AddModelParams, CudaPlan, ListedModel, ModelSettings, Models } from '../protocol/models.ts';

/** What is installed and what could be. */
export async function models(settings: ModelSettings): Promise<Models> {
  const folder = folderOf(settings);
  const network = networkOf(process.env, settings.hub);
  const installed: ListedModel[] = [];
  for (const model of await listInstalled(folder)) {
    installed.push({ model, trouble: (await fileTrouble(model, 'sizes'))?.message ?? null });
  }
  const offered = catalogue.map(known => ({
    id: known.id,
    name: known.name,
    about: known.about,
    licence: known.licence,
    bytes: known.graph.bytes + known.tokenizer.bytes,
    installed: installed.some(({ model }) => model.id === known.id),
    sources: sourcesOf(known, network).map(({ host, bytes }) => ({ host, bytes })),
  }));
  return { folder, installed, offered, hub: new URL(network.hub).host };
}

/** Adds a model. @throws ModelError as `addModel` */
export async function add({ model, options, settings }: AddModelParams, work: AddWork): Promise<AddedModel> {
  return addModel({
    ...work,
    wanted: await readWantedModel(model, homedir()),
    folder: folderOf(settings),
    network: networkOf(process.env, settings.hub),
    choices: parseOptionLine(options),
  });
}

/** Removes a model. @throws ModelError as `removeModel` */
export function remove(id: string, settings: ModelSettings): Promise<{ readonly files: boolean }> {
  return removeModel(folderOf(settings), id);
}

/** What CUDA support takes. @throws ModelError where there is none */
export function cudaPlan(): CudaPlan {
  const { version } = shippedRuntime();
  const { archive, needs } = cudaPinFor(version, `${process.platform}-${process.arch}`);
  return { source: { host: new URL(archive.url).host, bytes: archive.bytes }, version, needs };
}

/** Installs CUDA support. @throws ModelError as `installCuda` */
export function cuda(
  settings: ModelSettings,
  work: AddWork,
): Promise<{ readonly folder: string; readonly needs: string }> {
  return installCuda({ ...work, folder: folderOf(settings), network: networkOf(process.env, settings.hub) });
}

function folderOf({ folder }: ModelSettings): string {
  return modelsFolder(process.env, process.platform, folder);
}
