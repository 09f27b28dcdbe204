// Loaded into the engine before it starts: stands before all calls of node:fs/promises, and lets one go wrong as a plan says.
import fs, { appendFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { type Fault, type FaultPlan, planVariable } from './faultPlan.ts';

type Call = (...args: unknown[]) => Promise<unknown>;

const planFile = process.env[planVariable];
const functions = [
  'open',
  'copyFile',
  'rename',
  'rm',
  'mkdir',
  'writeFile',
  'readFile',
  'chmod',
  'chown',
  'stat',
  'realpath',
  'readdir',
  'access',
];
const ofHandles = ['write', 'writeFile', 'appendFile', 'sync', 'datasync', 'close', 'read', 'stat'];
const paths = new WeakMap<object, string>();
let text = '';
let plan: FaultPlan | null = null;
let calls = 0;

/** The fault for a call that is about to be made; null: it goes its way. */
function faultOf(name: string, path: unknown): Fault | null {
  let now = '';
  try {
    now = readFileSync(planFile!, 'utf8');
  } catch {
    // No plan: nothing goes wrong.
  }
  if (now !== text) {
    text = now;
    plan = now === '' ? null : (JSON.parse(now) as FaultPlan);
    calls = 0;
    if (plan !== null) writeFileSync(`${planFile}.calls`, '');
  }
  if (plan === null || typeof path !== 'string' || !path.startsWith(plan.under)) return null;
  calls++;
  appendFileSync(`${planFile}.calls`, `${name} ${path.slice(plan.under.length + 1)}\n`);
  return calls === plan.at || (plan.onwards && calls > plan.at) ? plan.fault : null;
}

async function faulty(fault: Fault, name: string, path: string, args: unknown[], go: Call): Promise<unknown> {
  const writes = /^(write|writeFile|appendFile|copyFile)$/.test(name);
  const half = async (): Promise<void> => {
    if (name === 'copyFile') {
      await go(...args);
      truncateSync(path, Math.floor(statSync(path).size / 2));
      return;
    }
    const data =
      args[name === 'writeFile' && args.length > 1 && typeof args[0] === 'string' && args[0] === path ? 1 : 0];
    if (typeof data === 'string') await go(...args.map(arg => (arg === data ? data.slice(0, data.length / 2) : arg)));
    else if (data instanceof Uint8Array) {
      const rest = name === 'write' ? [0, Math.floor(data.length / 2)] : args.slice(1);
      await go(name === 'write' ? data : data.subarray(0, data.length / 2), ...rest);
    }
  };
  switch (fault) {
    case 'none':
      return go(...args);
    case 'slow':
      await new Promise(resolve => setTimeout(resolve, 60));
      return go(...args);
    case 'late': {
      const result = await go(...args);
      if (name === 'open') await (result as fs.promises.FileHandle).close();
      throw trouble('EIO', name, path);
    }
    case 'short':
      if (writes) await half();
      throw trouble('ENOSPC', name, path);
    case 'kill':
      return kill();
    case 'killHalf':
      if (writes) await half();
      return kill();
    case 'killAfter':
      await go(...args);
      return kill();
    default:
      // A handle is closed whatever its last call says.
      if (name === 'close') await go(...args);
      throw trouble(fault, name, path);
  }
}

function kill(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
}

const words = {
  ENOSPC: 'no space left on device',
  EIO: 'i/o error',
  EACCES: 'permission denied',
  EROFS: 'read-only file system',
};

function trouble(code: keyof typeof words, syscall: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${words[code]}, ${syscall} '${path}'`), { code, syscall, path });
}

function wrap(owner: Record<string, Call>, name: string, pathOf: (self: object, args: unknown[]) => unknown): void {
  const original = owner[name]!;
  owner[name] = async function (this: object, ...args: unknown[]): Promise<unknown> {
    const path = pathOf(this, args);
    const fault = faultOf(name, path);
    const go: Call = (...given) => original.apply(this, given);
    const result = fault === null ? await go(...args) : await faulty(fault, name, path as string, args, go);
    if (name === 'open') paths.set(result as object, path as string);
    return result;
  };
}

async function start(): Promise<void> {
  const handle = await fs.promises.open(process.execPath, 'r');
  const prototype = Object.getPrototypeOf(handle) as Record<string, Call>;
  await handle.close();
  for (const name of ofHandles) wrap(prototype, name, self => paths.get(self));
  for (const name of functions)
    wrap(fs.promises as unknown as Record<string, Call>, name, (_, args) => args[name === 'copyFile' ? 1 : 0]);
}

if (isMainThread && planFile !== undefined) void start();
