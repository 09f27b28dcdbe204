import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InstalledVscode } from './vscodeInstall.ts';

/** How a VS Code is to be served. */
export interface ServeOptions {
  /** Folder of its profile: settings, extensions, backups. It is kept, so that a second start finds them. */
  readonly profile: string;
  /** 0: a free port. Backups belong to an origin, so a restart has to name the port of before. */
  readonly port?: number;
  /** Load an extension from a folder and run tests in it (the payload's development keys); off for installed ones. */
  readonly development: boolean;
  /** Trust every workspace. */
  readonly trust: boolean;
  readonly theme?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** A VS Code served on this machine alone. */
export interface ServedVscode {
  readonly port: number;
  /** Address of its workbench with a folder open. */
  url(folder: string, payload?: readonly (readonly [string, string])[]): string;
  /**
   * Kills the process that runs the extensions of the window that is open, as a crash would; VS Code starts another one. Settles when
   * the server knows of it.
   */
  killExtensionHost(): Promise<void>;
  /** Ends it and everything it started. SIGKILL: as a crash would. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  log(): string;
}

/** Settings that make runs alike: no autosave (on by default in the browser), no updates, nothing in the way. */
const settings = (theme: string, trust: boolean) => ({
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.colorTheme': theme,
  'workbench.tips.enabled': false,
  'files.autoSave': 'off',
  'files.hotExit': 'onExitAndWindowClose',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.enabled': !trust,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.untrustedFiles': 'open',
  'telemetry.telemetryLevel': 'off',
});

/** Serves VS Code on the loopback interface. @throws Error with its output if it does not start within a minute */
export async function serveVscode(vscode: InstalledVscode, options: ServeOptions): Promise<ServedVscode> {
  const { profile, port = 0, development, trust, theme = 'Default Dark Modern', env } = options;
  for (const kind of ['User', 'Machine']) {
    const file = join(profile, 'user', kind, 'settings.json');
    mkdirSync(join(profile, 'user', kind), { recursive: true });
    if (!existsSync(file)) writeFileSync(file, JSON.stringify(settings(theme, trust), null, 2));
  }
  const args = ['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'];
  args.push('--accept-server-license-terms', '--telemetry-level', 'off', ...folders(profile));
  if (development) args.push('--enable-smoke-test-driver');
  if (trust) args.push('--disable-workspace-trust');
  const child = spawn(vscode.node, [vscode.server, ...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', ...env },
  });
  let log = '';
  const bound = await new Promise<number>((resolve, reject) => {
    const failed = (how: string) => reject(new Error(`VS Code's server ${how}\n${log.slice(-4000)}`));
    const timer = setTimeout(() => failed('did not start within a minute'), 60_000);
    const read = (data: Buffer) => {
      log += data;
      const address = /(?:available at|listening on)[^\n]*?:(\d+)/i.exec(log);
      if (!address) return;
      clearTimeout(timer);
      resolve(Number(address[1]));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', code => failed(`ended with ${code}`));
  });
  return {
    port: bound,
    url(folder, payload) {
      const query = new URLSearchParams({ folder });
      if (payload) query.set('payload', JSON.stringify([...payload, ['skipWelcome', 'true']]));
      return `http://127.0.0.1:${bound}/?${query}`;
    },
    async killExtensionHost() {
      const host = extensionHostOf(child.pid!);
      process.kill(host, 'SIGKILL');
      while (!log.includes(`<${host}> Extension Host Process exited`)) await new Promise(done => setTimeout(done, 20));
    },
    stop: signal => endGroup(child, signal),
    log: () => log,
  };
}

/** Installs a VSIX into a profile. @throws Error with the installer's output */
export function installVsix(vscode: InstalledVscode, profile: string, vsix: string): void {
  const args = [vscode.server, '--install-extension', vsix, '--accept-server-license-terms', ...folders(profile)];
  execFileSync(vscode.node, args, { encoding: 'utf8', stdio: 'pipe', env: { ...process.env, NODE_OPTIONS: '' } });
}

function folders(profile: string): string[] {
  const extensions = join(profile, 'extensions');
  return [
    '--user-data-dir',
    join(profile, 'user'),
    '--extensions-dir',
    extensions,
    '--server-data-dir',
    join(profile, 'server'),
  ];
}

/** The process that runs extensions for a server. @throws Error if there is none */
function extensionHostOf(server: number): number {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  for (const line of processes) {
    const [, pid, parent, what] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (Number(parent) === server && what?.includes('--type=extensionHost')) return Number(pid);
  }
  throw new Error('No process of this VS Code runs extensions.');
}

async function endGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  const group = child.pid!;
  const ended = child.exitCode !== null || child.signalCode !== null;
  const gone = ended ? Promise.resolve() : new Promise(done => child.once('exit', done));
  kill(group, signal);
  const timer = setTimeout(() => kill(group, 'SIGKILL'), 5000);
  await gone;
  clearTimeout(timer);
  // Extension hosts of the group outlive their server for a while.
  kill(group, 'SIGKILL');
}

function kill(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch {
    // The group is gone already.
  }
}
