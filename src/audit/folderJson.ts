import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditedPrinciples } from './audit.ts';
import { AuditFolderError } from './auditFolderError.ts';
import { fileOfFolder, unreadable } from './fileOfFolder.ts';

/** Bytes of figures and of principles: each annotator, source and principle has a few hundred. */
const mostJson = 64 << 20;

/** The object that a JSON file of an audit's folder holds. @throws AuditFolderError naming the file */
export async function folderJson(folder: string, name: string): Promise<Readonly<Record<string, unknown>>> {
  const path = join(folder, name);
  const size = await fileOfFolder(path);
  if (size > mostJson) {
    throw unreadable(path, `it has ${Math.ceil(size / 2 ** 20)} MB, and one of an audit has up to ${mostJson >> 20}`);
  }
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SyntaxError('it is no object');
    return value as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** The principles of an audit's folder; without principles.json there are none. @throws AuditFolderError naming the file */
export async function folderPrinciples(folder: string): Promise<AuditedPrinciples> {
  const none = { principles: [], reconstruction: null, annotators: [], sources: [], constitution: [] };
  const read = await folderJson(folder, 'principles.json').catch(error => {
    if ((error as { cause?: NodeJS.ErrnoException }).cause?.code === 'ENOENT') return null;
    throw error;
  });
  if (read === null) return { ...none, why: 'The folder of this audit holds no principles.' };
  if (!Array.isArray(read.principles) || !Array.isArray(read.constitution)) {
    throw new AuditFolderError(`${join(folder, 'principles.json')} is not what an audit writes. Write the audit anew.`);
  }
  return { ...none, why: '', ...read };
}
