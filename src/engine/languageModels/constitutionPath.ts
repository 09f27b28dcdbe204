import { basename, dirname, join } from 'node:path';

/** Where the constitution of a file is kept for people to edit: `pairs.jsonl` has `pairs.constitution.md` beside it. */
export function constitutionPath(file: string): string {
  return join(dirname(file), `${basename(file).replace(/(?<=.)\.[^.]*(?:\.(?:gz|zst))?$/i, '')}.constitution.md`);
}
