import { join } from 'node:path';
import * as vscode from 'vscode';
import { ResponseError } from 'vscode-jsonrpc';
import type { InstalledModel } from '../../models/installedModel.ts';
import {
  addModelRequest,
  cudaPlanRequest,
  installCudaRequest,
  modelRecipeCode,
  modelsRequest,
  removeModelRequest,
} from '../../protocol/models.ts';
import { HostError } from '../hostError.ts';
import { needTrust, readModelSettings } from './modelSettings.ts';
import { chooseModel, sourceText } from './modelsChoose.ts';
import type { CommandServices } from './services.ts';
import { withModelProgress } from './withModelProgress.ts';

/** Adds a model that the user chooses; downloads only after consent. @returns it, or null if the user changed their mind */
export async function addModel(services: CommandServices): Promise<InstalledModel | null> {
  needTrust('adding models');
  const settings = readModelSettings();
  const all = await services.engine.request(modelsRequest, settings, undefined, 'retry');
  const chosen = await chooseModel(all, services.dialogs);
  if (chosen === null) return null;
  const title = `Adding ${chosen.name}`;
  let options = '';
  for (;;) {
    try {
      const params = { model: chosen.model, options, settings };
      const added = await withModelProgress(title, addModelRequest, params, services);
      if (added === null) return null;
      await services.overviews.refresh();
      const text = [`${added.model.name} is added: the next audit asks it too.`, ...added.notes].join(' ');
      void services.dialogs.ask({ severity: 'information', text });
      return added.model;
    } catch (error) {
      if (!(error instanceof ResponseError) || error.code !== modelRecipeCode) throw error;
      const typed = await services.dialogs.input({
        title: `How is ${chosen.name} run?`,
        prompt: error.message,
        value: options,
        placeHolder: '--pooling mean --prefix "passage: "',
        ignoreFocusOut: true,
      });
      if (typed === undefined) return null;
      options = typed;
    }
  }
}

/** Removes a model: the one of a view's row, or one that the user picks. @returns whether one was removed */
export async function removeModel(row: unknown, services: CommandServices): Promise<boolean> {
  needTrust('removing models');
  const settings = readModelSettings();
  const { installed, folder } = await services.engine.request(modelsRequest, settings, undefined, 'retry');
  const model = await pickInstalled(
    row,
    installed.map(each => each.model),
    'Remove Reward Model',
    services,
  );
  if (model === null) return false;
  const own = model.folder === join(folder, model.id);
  const detail = own
    ? `Its files in ${model.folder} are deleted.`
    : `Its files in ${model.folder} are not PairLens’ and stay.`;
  const answer = await services.dialogs.ask({ severity: 'warning', text: `Remove ${model.name}?`, detail }, 'Remove');
  if (answer !== 'Remove') return false;
  await services.engine.request(removeModelRequest, { id: model.id, settings });
  await services.overviews.refresh();
  return true;
}

/** Shows where models are: the folder of the model of a view's row, or the folder of all. */
export async function locateModel(row: unknown, services: CommandServices): Promise<void> {
  const { installed, folder } = await services.engine.request(modelsRequest, readModelSettings(), undefined, 'retry');
  const model = installed.find(each => each.model.id === idOf(row))?.model;
  const place = model?.folder ?? folder;
  const text = model ? `${model.name} is in ${place}` : `Models are in ${place}`;
  const answer = await services.dialogs.ask({ severity: 'information', text }, 'Open Folder', 'Copy Path');
  if (answer === 'Copy Path') await vscode.env.clipboard.writeText(place);
  if (answer !== 'Open Folder') return;
  const uri = vscode.Uri.file(place);
  // Before the first model there is no folder yet.
  await vscode.workspace.fs.createDirectory(uri);
  await vscode.env.openExternal(uri);
}

/** Installs the CUDA provider after consent. @returns whether it is installed */
export async function installCuda(services: CommandServices): Promise<boolean> {
  needTrust('installing CUDA support');
  const { source, version, needs } = await services.engine.request(cudaPlanRequest, undefined, undefined, 'retry');
  const detail = `${sourceText(source)}, checked by its SHA-256, for ONNX Runtime ${version}. ${needs} It was not tested on such a machine: if it does not work there, models run as before.`;
  const text = 'Download CUDA support?';
  if ((await services.dialogs.ask({ severity: 'information', text, detail }, 'Download')) !== 'Download') return false;
  const params = { settings: readModelSettings() };
  const installed = await withModelProgress('Installing CUDA support', installCudaRequest, params, services);
  if (installed === null) return false;
  const done =
    'CUDA support is installed. It is used from the next audit on; “PairLens: Doctor” says whether it works.';
  void services.dialogs.ask({ severity: 'information', text: done });
  return true;
}

async function pickInstalled(
  row: unknown,
  installed: readonly InstalledModel[],
  title: string,
  { dialogs }: CommandServices,
): Promise<InstalledModel | null> {
  const named = installed.find(({ id }) => id === idOf(row));
  if (named) return named;
  if (installed.length === 0) throw new HostError('No model is installed. Add one with “PairLens: Add Reward Model”.');
  const items = installed.map(model => ({ label: model.name, description: model.id, detail: model.folder, model }));
  return (await dialogs.pick(items, { title }))?.model ?? null;
}

/** The id of a row of the view *Reward ensemble*, or undefined: commands from the palette have none. */
function idOf(row: unknown): string | undefined {
  return typeof row === 'object' && row !== null && 'id' in row && typeof row.id === 'string' ? row.id : undefined;
}
