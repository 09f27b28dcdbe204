import { stat } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { type CatalogueModel, catalogue, knownModel } from './catalogue.ts';
import { ModelError } from './modelError.ts';

/** What the user asks for. */
export type WantedModel =
  | { readonly kind: 'known'; readonly model: CatalogueModel }
  | { readonly kind: 'hub'; readonly repo: string; readonly revision: string; readonly file: string | null }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'file'; readonly path: string };

/** `owner/name`, then perhaps `@revision` and `:file.onnx`. */
const hubId = /^([\w.-]{1,96}\/[\w.-]{1,96})(?:@([\w./-]{1,200}))?(?::([\w./ -]{1,200}\.onnx))?$/;

/**
 * Reads what names a model: a known model's id, a folder or `.onnx` file on this machine, or a hub id
 * `owner/name[@revision][:path/to/model.onnx]`. What is there on this machine goes before a hub id of the same look only if
 * it is written as a path (`./owner/name`).
 *
 * @throws ModelError (`unknown`) if it is none of them
 */
export async function readWantedModel(text: string, cwd: string): Promise<WantedModel> {
  const model = knownModel(text);
  if (model !== undefined) return { kind: 'known', model };
  const asPath = isAbsolute(text) || /^[.~]/.test(text) || /\\/.test(text);
  const parts = asPath ? null : hubId.exec(text);
  if (parts !== null && !text.split(/[/@:]/).some(part => part === '..' || part === '.')) {
    return { kind: 'hub', repo: parts[1]!, revision: parts[2] ?? 'main', file: parts[3] ?? null };
  }
  const path = resolve(cwd, text);
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) return { kind: 'folder', path };
  if (found?.isFile() && /\.onnx$/i.test(path)) return { kind: 'file', path };
  if (found?.isFile()) {
    throw new ModelError('unknown', `${path} is no .onnx file`, 'Name the .onnx file, or the folder that it is in');
  }
  const ids = catalogue.map(({ id }) => id).join(', ');
  throw new ModelError(
    'unknown',
    `${JSON.stringify(text)} is neither a known model nor a folder or .onnx file here`,
    `Known models: ${ids}. From a hub, write owner/name`,
  );
}
