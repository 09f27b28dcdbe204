import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InteropPython } from '../support/interopPython.ts';
import type { Read } from './loaderCases.ts';

/** What a loader made of a file. */
export interface LoaderAnswer {
  /** Version of the package that read it. */
  readonly version: string;
  readonly rows: readonly Read[];
}

/** Has a loader read a file. @throws Error with the loader's traceback */
export function askLoader(
  { python, trainers }: InteropPython,
  job: { readonly loader: string; readonly path: string; readonly options?: object | undefined },
): LoaderAnswer {
  const script = fileURLToPath(new URL('loaders.py', import.meta.url));
  const output = execFileSync(python, [script, trainers], {
    input: JSON.stringify([job]),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...process.env,
      HF_HUB_OFFLINE: '1',
      HF_DATASETS_OFFLINE: '1',
      HF_HOME: join(trainers, '..', 'cache'),
      TOKENIZERS_PARALLELISM: 'false',
    },
  });
  const [answer] = JSON.parse(output) as (LoaderAnswer & { readonly error?: string })[];
  if (answer!.error !== undefined) throw new Error(answer!.error);
  return answer!;
}
