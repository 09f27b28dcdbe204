import * as vscode from 'vscode';
import { findServersRequest, type LanguageModelChoice } from '../../protocol/languageModels.ts';
import type { CommandServices } from '../commands/services.ts';
import { HostError } from '../hostError.ts';

/** A model that the user chose, and who will read what it is asked. */
export interface ChosenModel {
  readonly choice: LanguageModelChoice;
  /** For people: "qwen2.5:7b at 127.0.0.1:11434". */
  readonly name: string;
  /** Who reads the texts: null where they stay on this machine. */
  readonly reader: string | null;
}

interface Item extends vscode.QuickPickItem {
  readonly choose: () => Promise<ChosenModel | null>;
}

/**
 * Lets the user choose among models of servers on this machine, the server of the settings and models of the editor, or
 * name a server.
 *
 * @returns null if the user changed their mind
 */
export async function chooseLanguageModel(services: CommandServices): Promise<ChosenModel | null> {
  const { dialogs } = services;
  const wanted = readServer();
  const [onServers, inEditor] = await Promise.all([serverItems(wanted, services), editorItems()]);
  const other: Item = {
    label: 'A server by its address…',
    detail: 'Any OpenAI-compatible server: http://host:port/v1',
    choose: () => byAddress(services),
  };
  const options = {
    title: 'Principles From a Language Model',
    placeHolder: onServers.length > 0 ? 'Which model reads the comparisons?' : 'No server was found on this machine',
    matchOnDetail: true,
  };
  const item = await dialogs.pick([...onServers, ...inEditor, other], options);
  return (await item?.choose()) ?? null;
}

/** The server of the settings; it belongs to the machine, so that a workspace can't name one. */
function readServer(): string {
  const url = vscode.workspace.getConfiguration('pairlens').get<string>('languageModel.server') ?? '';
  if (url === '' || isAddress(url)) return url;
  throw new HostError(
    `The setting pairlens.languageModel.server holds ${JSON.stringify(url)}. Write an address like https://host/v1.`,
  );
}

/** The engine may have completed the address that the user wrote. */
function isSameServer(url: string, written: string): boolean {
  return written !== '' && new URL(url).origin === new URL(written).origin;
}

async function serverItems(url: string, { engine, keys }: CommandServices): Promise<Item[]> {
  const key = url === '' ? null : await keys.get(url);
  const { servers } = await engine.request(findServersRequest, { url, key }, undefined, 'retry');
  return servers.flatMap(server =>
    server.models.map(({ name, context }): Item => {
      const place = new URL(server.url);
      const chosen: ChosenModel = {
        choice: {
          kind: 'server',
          url: server.url,
          model: name,
          key: isSameServer(server.url, url) ? key : null,
          context,
        },
        name: `${name} at ${place.host}`,
        reader: isLoopback(place.hostname) ? null : place.host,
      };
      return {
        label: name,
        description: place.host,
        ...(context === null ? {} : { detail: `${context.toLocaleString('en')} tokens of context` }),
        choose: async () => chosen,
      };
    }),
  );
}

async function editorItems(): Promise<Item[]> {
  const models = await vscode.lm.selectChatModels();
  return models.map(({ id, name, vendor, maxInputTokens }) => ({
    label: name,
    description: `${vendor}, through the editor`,
    choose: async () => ({
      choice: { kind: 'editor', id, name: `${vendor} ${name}`, context: maxInputTokens },
      name: `${name} (${vendor})`,
      reader: vendor,
    }),
  }));
}

async function byAddress(services: CommandServices): Promise<ChosenModel | null> {
  const { dialogs, engine, keys } = services;
  const typed = await dialogs.input({
    title: 'Server',
    prompt: 'Address of an OpenAI-compatible server, with its path',
    placeHolder: 'http://127.0.0.1:8080/v1',
    ignoreFocusOut: true,
    validateInput: text => (text === '' || isAddress(text) ? undefined : 'An address begins with http:// or https://'),
  });
  if (!typed || !isAddress(typed)) return null;
  const place = new URL(typed);
  let key = await keys.get(typed);
  if (key === null && !isLoopback(place.hostname)) {
    key = (await askForKey(typed, services)) ?? null;
  }
  const { servers, tried } = await engine.request(findServersRequest, { url: typed, key }, undefined, 'retry');
  const found = servers.find(({ url }) => isSameServer(url, typed));
  if (!found) {
    throw new HostError(
      `No language-model server answered at ${typed} (tried: ${tried.join(', ')}). Start it, or check address and key (“PairLens: Set Key of a Language-Model Server”).`,
    );
  }
  const items = found.models.map(({ name, context }) => ({ label: name, context }));
  const model = items.length === 1 ? items[0] : await dialogs.pick(items, { title: `Model at ${place.host}` });
  if (!model) return null;
  return {
    choice: { kind: 'server', url: found.url, model: model.label, key, context: model.context },
    name: `${model.label} at ${place.host}`,
    reader: isLoopback(place.hostname) ? null : place.host,
  };
}

/** Asks for a server's key and keeps it. @returns undefined if the user changed their mind */
export async function askForKey(url: string, { dialogs, keys }: CommandServices): Promise<string | undefined> {
  const key = await dialogs.input({
    title: `Key of ${new URL(url).host}`,
    prompt: 'It is kept in the editor’s secret storage, never in settings or logs. Empty: no key.',
    password: true,
    ignoreFocusOut: true,
  });
  if (key !== undefined) await keys.set(url, key);
  return key === '' ? undefined : key;
}

/** Sets, replaces or forgets the key of a server that the user names. */
export async function setServerKey(services: CommandServices): Promise<void> {
  const url = await services.dialogs.input({
    title: 'Set Key of a Language-Model Server',
    prompt: 'Address of the server',
    value: readServer(),
    ignoreFocusOut: true,
  });
  if (!url) return;
  if (!isAddress(url)) throw new HostError(`${url} is no address. Write one like https://host/v1.`);
  await askForKey(url, services);
}

function isAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
