import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { dist } from './engine.ts';

/** What a run of the command came to. */
export interface CommandResult {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where the command runs. */
export interface CommandPlace {
  /** The working folder; storage is in `storage` within it. */
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts `pairlens` as a shell would. @param stdin - `pipe`: the caller writes to its standard input, and ends it */
export function startCommand(
  args: readonly string[],
  { folder, env }: CommandPlace,
  stdin: 'ignore' | 'pipe' = 'ignore',
): ChildProcess {
  return spawn(process.execPath, [resolve(dist, 'cli.cjs'), ...args], {
    cwd: folder,
    env: { ...process.env, PAIRLENS_STORAGE: join(folder, 'storage'), ...env },
    stdio: [stdin, 'pipe', 'pipe'],
  });
}

/** Waits for the end of a command. Called as soon as it was started. */
export async function endOf(child: ChildProcess): Promise<CommandResult> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', text => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', text => (stderr += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

/** Runs `pairlens` to its end. */
export function runCommand(args: readonly string[], place: CommandPlace): Promise<CommandResult> {
  return endOf(startCommand(args, place));
}
