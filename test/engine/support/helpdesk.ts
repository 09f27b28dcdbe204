import { readFileSync } from 'node:fs';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';
import { type CommandResult, runCommand } from './command.ts';

/** The beginning of the samples in a folder of each test's own, in which the command runs. */
export interface Helpdesk {
  readonly folder: TemporaryFolder;
  /** Path of the file: enough for an audit with principles, findings and a malformed line. */
  readonly sample: string;
  /** Runs `pairlens` there. */
  run(...args: string[]): Promise<CommandResult>;
}

/** Registers hooks of the suite around, which make the folder before each test and remove it after. */
export function useHelpdesk(): Helpdesk {
  let folder: TemporaryFolder;
  let sample: string;
  beforeEach(() => {
    folder = temporaryFolder();
    const head = readFileSync('samples/helpdesk.jsonl', 'utf8').split('\n').slice(0, 60);
    sample = folder.write('helpdesk.jsonl', `${head.join('\n')}\n`);
  });
  afterEach(() => folder.remove());
  return {
    get folder() {
      return folder;
    },
    get sample() {
      return sample;
    },
    run: (...args) => runCommand(args, { folder: folder.path }),
  };
}

/** The records of a JSON Lines file. */
export function recordsOf<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as T);
}
