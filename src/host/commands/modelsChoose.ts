import type * as vscode from 'vscode';
import type { DownloadSource, Models, OfferedModel } from '../../protocol/models.ts';
import type { Dialogs } from '../dialogs.ts';

/** What the engine is asked to add, and what the user calls it. */
export interface ChosenModel {
  readonly model: string;
  readonly name: string;
}

interface Item extends vscode.QuickPickItem {
  readonly choose?: () => Promise<ChosenModel | null>;
}

/**
 * Lets the user choose a known model, a folder, a file or a hub's model. What is to be downloaded is downloaded only after
 * a modal question that names host and size.
 *
 * @returns null if the user changed their mind
 */
export async function chooseModel(models: Models, dialogs: Dialogs): Promise<ChosenModel | null> {
  const items: readonly Item[] = [
    ...models.offered.map(offered => knownItem(offered, models, dialogs)),
    {
      label: 'From a folder…',
      detail: 'An export: model.onnx, tokenizer.json, config.json',
      choose: () => fromFolder(dialogs),
    },
    { label: 'From a file…', detail: 'An .onnx file with tokenizer.json beside it', choose: () => fromFile(dialogs) },
    { label: 'By model id…', detail: `owner/name, from ${models.hub}`, choose: () => fromHub(models, dialogs) },
  ];
  const options = {
    title: 'Add Reward Model',
    placeHolder: 'A known encoder, or a model of yours',
    matchOnDetail: true,
  };
  const item = await dialogs.pick(items, options);
  return (await item?.choose?.()) ?? null;
}

function knownItem(
  { id, name, about, licence, bytes, installed, sources }: OfferedModel,
  { folder }: Models,
  dialogs: Dialogs,
): Item {
  const size = `${(bytes / 1e6).toFixed(1)} MB`;
  return {
    label: name,
    description: [size, licence, ...(installed ? ['installed'] : [])].join(' · '),
    detail: about,
    choose: async () => {
      const from = sources.map(each => sourceText(each)).join(', or else ');
      const detail = `${from}. Licence ${licence}. It is kept in ${folder}, and every byte is checked by its SHA-256. Nothing of your data is sent.`;
      return (await consents(`Download ${name}?`, detail, dialogs)) ? { model: id, name } : null;
    },
  };
}

async function fromFolder(dialogs: Dialogs): Promise<ChosenModel | null> {
  const uri = await dialogs.open({
    title: 'Folder of an exported model',
    canSelectFolders: true,
    canSelectFiles: false,
  });
  return uri ? { model: uri.fsPath, name: nameOf(uri) } : null;
}

async function fromFile(dialogs: Dialogs): Promise<ChosenModel | null> {
  const uri = await dialogs.open({ title: 'ONNX file', filters: { 'ONNX model': ['onnx'] } });
  return uri ? { model: uri.fsPath, name: nameOf(uri) } : null;
}

async function fromHub({ hub, folder }: Models, dialogs: Dialogs): Promise<ChosenModel | null> {
  const typed = await dialogs.input({
    title: 'Model id',
    prompt: 'owner/name, with @revision and :path/to/model.onnx where they matter',
    ignoreFocusOut: true,
    validateInput: text => (/^[\w.-]+\/[\w.-]+([@:].*)?$/.test(text.trim()) ? null : 'Write owner/name'),
  });
  const model = typed?.trim() ?? '';
  if (model === '') return null;
  const detail = `From ${hub}. Its size and licence are known once the hub was asked: a reward model takes from 0.1 to over 10 GB; progress shows it and can be cancelled. It is kept in ${folder}. Nothing of your data is sent.`;
  return (await consents(`Download ${model}?`, detail, dialogs)) ? { model, name: model } : null;
}

async function consents(text: string, detail: string, dialogs: Dialogs): Promise<boolean> {
  return (await dialogs.ask({ severity: 'information', text, detail }, 'Download')) === 'Download';
}

/** "246.7 MB from files.example". */
export function sourceText({ host, bytes }: DownloadSource): string {
  return `${(bytes / 1e6).toFixed(1)} MB from ${host}`;
}

function nameOf({ path }: vscode.Uri): string {
  return path.split('/').findLast(part => part !== '') ?? path;
}
