import { chromiumOptions } from './chromium.ts';
import { fetchRealModels } from './fetchRealModels.ts';
import { fetchInterop } from './interopPython.ts';
import { fetchRealServer } from './realServer.ts';
import { sharedData } from './sharedData.ts';
import { softwareVulkan } from './softwareVulkan.ts';
import { noTraining } from './trainingPython.ts';
import { installVscode, whyNoServedVscode } from './vscodeInstall.ts';

/** A suite of `npm test`. */
export interface Suite {
  readonly name: string;
  readonly title: string;
  /** Arguments of `node --import tsx`. Its output ends with a closing line (see `counts.ts`). */
  readonly command: readonly string[];
  /** Processes that share its files (`--claims`), for suites that wait for nothing but the processor. */
  readonly processes?: number;
  /** Cores that it takes, of two; by default one for each process. */
  readonly cores?: number;
  /** Fetches what it needs, while other suites run, and says why it cannot run on this machine, or null. */
  readonly missing?: () => string | null | Promise<string | null>;
}

const mocha = (folder: string): readonly string[] => ['test/runMocha.ts', folder];

/**
 * Unpacks the browser, where it is none of the machine's own, and the driver that comes with it: two processes that did so at
 * one time would each find the other's half. What goes wrong shows where they are used.
 */
const unpacked = async (): Promise<null> => {
  await chromiumOptions().catch(() => undefined);
  await softwareVulkan().catch(() => undefined);
  return null;
};

/** The four tiers, then the suites that run where their data is found. */
export const suites: readonly Suite[] = [
  { name: 'unit', title: 'rooms without processes', command: mocha('test/unit'), processes: 2 },
  {
    name: 'engine',
    title: 'the forked engine and the command line',
    command: mocha('test/engine'),
    processes: 2,
    missing: unpacked,
  },
  {
    name: 'webview',
    title: 'the comparison editor in Chromium, with the real engine',
    command: mocha('test/webview'),
    processes: 2,
    missing: unpacked,
  },
  {
    name: 'editor',
    title: 'the extension in a real VS Code',
    command: ['test/editor/main.ts'],
    // Its windows are slow to answer, and lose the focus, where others take the processor.
    cores: 2,
    missing: async () => {
      // Where it can't be fetched, the suite says so itself: it is never left out.
      if (whyNoServedVscode() === null) await installVscode().catch(() => undefined);
      return null;
    },
  },
  // Of the rest, each one takes a core: the longest first.
  {
    name: 'real-server',
    title: 'a language model served on this machine',
    command: mocha('test/real-server'),
    missing: fetchRealServer,
  },
  {
    name: 'real-model',
    title: 'real encoders',
    command: mocha('test/real-model'),
    missing: fetchRealModels,
  },
  {
    name: 'shared-data',
    title: 'real preference files',
    command: mocha('test/shared-data'),
    missing: () => (sharedData() ? null : 'no ../shared/data; set PAIRLENS_SHARED_DATA to a folder with it'),
  },
  {
    name: 'interop',
    title: 'exports, read by the code of the trainers',
    command: mocha('test/interop'),
    missing: fetchInterop,
  },
  {
    name: 'training',
    title: "one step of the trainers' own code on exports",
    command: mocha('test/training'),
    missing: noTraining,
  },
];
