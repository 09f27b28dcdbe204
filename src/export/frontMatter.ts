import { basename } from 'node:path';
import type { WrittenFile } from './trainingExport.ts';

/**
 * YAML at the head of a data card, as dataset hubs read it: which file is which split, and the licence where it is a short
 * name. A card that is saved as `README.md` beside its files makes the folder a dataset.
 */
export function frontMatter(files: readonly WrittenFile[], licence: string | null): string {
  const named =
    licence !== null && /^[\w.-]+$/.test(licence) ? [`license: ${JSON.stringify(licence.toLowerCase())}`] : [];
  const splits = files.flatMap(({ part, path }) => [
    `      - split: ${part === 'test' ? 'test' : 'train'}`,
    `        path: ${JSON.stringify(basename(path))}`,
  ]);
  return ['---', ...named, 'configs:', '  - config_name: default', '    data_files:', ...splits, '---'].join('\n');
}
