import { basename, dirname, extname, join } from 'node:path';

/** Path of a part of an export that is named `out`: `clean.jsonl` is split into `clean.train.jsonl` and `clean.test.jsonl`. */
export function partPath(out: string, part: 'all' | 'train' | 'test'): string {
  return part === 'all' ? out : named(out, `.${part}${extname(out)}`);
}

/** Path of the data card of an export that is named `out`: `clean.card.md`. */
export function cardPath(out: string): string {
  return named(out, '.card.md');
}

function named(out: string, ending: string): string {
  return join(dirname(out), `${basename(out, extname(out))}${ending}`);
}
