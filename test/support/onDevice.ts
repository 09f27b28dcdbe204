import { spawn } from 'node:child_process';
import { json, text } from 'node:stream/consumers';
import type { DeviceResult, DeviceRun } from './runOnDevice.ts';

/** Runs models in a process of their own, whose environment may lead to another driver. */
export async function onDevice(run: DeviceRun, env: Readonly<Record<string, string>> = {}): Promise<DeviceResult[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/support/runOnDevice.ts'], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(JSON.stringify(run));
  const said = text(child.stderr);
  const code = new Promise<number | null>(settle => child.once('close', settle));
  const results = (await json(child.stdout).catch(() => null)) as DeviceResult[] | null;
  if ((await code) !== 0 || results === null) throw new Error(`The run on ${run.device} failed:\n${await said}`);
  return results;
}

/** Largest difference between two lists of numbers of equal length. */
export function largestDifference(x: readonly number[], y: readonly number[]): number {
  if (x.length !== y.length) throw new Error(`${x.length} numbers against ${y.length}`);
  return x.reduce((most, value, i) => Math.max(most, Math.abs(value - y[i]!)), 0);
}
