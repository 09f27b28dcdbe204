import { addModel } from '../../models/addModel.ts';
import { catalogue } from '../../models/catalogue.ts';
import { installCuda } from '../../models/cuda/installCuda.ts';
import { sourcesOf } from '../../models/fetchKnown.ts';
import { fileTrouble } from '../../models/fileTrouble.ts';
import { listInstalled } from '../../models/listInstalled.ts';
import type { ModelError } from '../../models/modelError.ts';
import { modelsFolder } from '../../models/modelsFolder.ts';
import { networkOf } from '../../models/network.ts';
import { recipeOptions } from '../../models/optionLine.ts';
import { parseChoices } from '../../models/parseChoices.ts';
import { removeModel } from '../../models/removeModel.ts';
import { readWantedModel } from '../../models/wantedModel.ts';
import { exitCode, UsageError } from '../exitCode.ts';
import { catalogueText, installedText, type ListedModel, recipeText, sourcesText } from '../output/modelsText.ts';
import { safeText } from '../output/safeText.ts';
import { parseCommand } from '../parseCommand.ts';
import type { Terminal } from '../terminal.ts';

/** What the parser of `pairlens models` knows. */
export const modelsOptions = {
  help: { type: 'boolean', short: 'h' },
  quiet: { type: 'boolean', short: 'q' },
  json: { type: 'boolean' },
  from: { type: 'string' },
  id: { type: 'string' },
  copy: { type: 'boolean' },
  verify: { type: 'boolean' },
  ...recipeOptions,
} as const;

type Values = ReturnType<typeof parseCommand<typeof modelsOptions>>['values'];

/** `pairlens models`. */
export async function modelsCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseCommand('models', args, modelsOptions);
  const [action = 'list', ...rest] = positionals;
  const folder = modelsFolder(process.env, process.platform);
  const atMost = (most: number): void => {
    if (rest.length > most)
      throw new UsageError(`Leave out ${rest.slice(most).join(' ')}. See: pairlens models --help`);
  };
  switch (action) {
    case 'list':
      atMost(0);
      return list(folder, values, terminal);
    case 'add':
      atMost(1);
      return rest[0] === undefined ? offer(folder, values, terminal) : add(rest[0], folder, values, terminal);
    case 'remove':
      return remove(rest, folder, values, terminal);
    case 'where':
      atMost(0);
      terminal.out(values.json ? JSON.stringify({ folder }) : folder);
      return exitCode.ok;
    case 'cuda':
      atMost(0);
      return cuda(folder, values, terminal);
    default:
      throw new UsageError(`There is no "pairlens models ${action}". Actions: list, add, remove, where, cuda.`);
  }
}

async function list(folder: string, { json, verify }: Values, terminal: Terminal): Promise<number> {
  const models: ListedModel[] = [];
  for (const model of await listInstalled(folder)) {
    const trouble = await fileTrouble(model, verify ? 'content' : 'sizes', terminal.signal);
    models.push({ model, trouble: trouble?.message ?? null });
  }
  if (json)
    terminal.out(
      JSON.stringify({ folder, models: models.map(({ model, trouble }) => ({ ...model, trouble })) }, null, 2),
    );
  else if (models.length > 0) terminal.out(installedText(models));
  else terminal.out(`No models in ${folder}.\nTo begin: pairlens models add ${catalogue[0]!.id}`);
  return models.some(({ trouble }) => trouble !== null) ? exitCode.failed : exitCode.ok;
}

async function offer(folder: string, { json }: Values, terminal: Terminal): Promise<number> {
  const installed = new Set((await listInstalled(folder)).map(({ id }) => id));
  if (json) {
    terminal.out(
      JSON.stringify(
        catalogue.map(model => ({ ...model, installed: installed.has(model.id) })),
        null,
        2,
      ),
    );
  } else {
    terminal.out(catalogueText(installed));
    terminal.out('\nAdd one: pairlens models add ID. Your own: pairlens models add FOLDER|FILE.onnx|owner/name');
  }
  return exitCode.ok;
}

async function add(text: string, folder: string, values: Values, terminal: Terminal): Promise<number> {
  const network = networkOf(process.env);
  const wanted = await readWantedModel(text, process.cwd());
  const { from, id, copy } = values;
  if (from !== undefined && wanted.kind !== 'known') {
    throw new UsageError('--from is for known models (pairlens models add). Name the folder or file itself instead.');
  }
  if (wanted.kind === 'known' && from === undefined && !network.offline) {
    terminal.note(
      `Fetching ${wanted.model.name}, licence ${wanted.model.licence}: ${sourcesText(sourcesOf(wanted.model, network))}`,
    );
  }
  const { model, notes } = await addModel({
    wanted,
    folder,
    network,
    choices: parseChoices(values),
    ...(from === undefined ? {} : { from }),
    ...(id === undefined ? {} : { id }),
    ...(copy === undefined ? {} : { copy }),
    signal: terminal.signal,
    onProgress: progress => terminal.progress.show(progress),
  });
  terminal.progress.clear();
  for (const note of notes) terminal.note(safeText(note));
  if (values.json) terminal.out(JSON.stringify(model, null, 2));
  else {
    terminal.out(
      safeText(`Added ${model.id}: ${recipeText(model.recipe)}, ${model.precision}, licence ${model.licence}`),
    );
    terminal.out(safeText(`It is in ${model.folder}`));
  }
  return exitCode.ok;
}

async function remove(ids: readonly string[], folder: string, { json }: Values, terminal: Terminal): Promise<number> {
  if (ids.length === 0) throw new UsageError('Name the model: pairlens models remove ID. See: pairlens models list');
  const removed = [];
  for (const id of ids) removed.push({ id, ...(await removeModel(folder, id)) });
  if (json) terminal.out(JSON.stringify(removed, null, 2));
  else {
    for (const { id, files } of removed) {
      terminal.out(safeText(`Removed ${id}${files ? ' and its files' : '; its files are not PairLens’ and stay'}`));
    }
  }
  return exitCode.ok;
}

async function cuda(folder: string, { from, json }: Values, terminal: Terminal): Promise<number> {
  const installed = await installCuda({
    folder,
    network: networkOf(process.env),
    ...(from === undefined ? {} : { from }),
    signal: terminal.signal,
    onProgress: progress => terminal.progress.show(progress),
  });
  terminal.progress.clear();
  terminal.out(
    json ? JSON.stringify(installed, null, 2) : `CUDA support is in ${installed.folder}\n${installed.needs}`,
  );
  return exitCode.ok;
}

/** Exit code for a trouble with a model. */
export function modelExitCode({ kind }: ModelError): number {
  return kind === 'unknown' || kind === 'recipe' || kind === 'exists' ? exitCode.usage : exitCode.unreadable;
}
