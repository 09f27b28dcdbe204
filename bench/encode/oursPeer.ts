// The engine's encoder. `tsx oursPeer.ts JOB.json`; see encodeJob.ts.
import { readFileSync, writeFileSync } from 'node:fs';
import { Encoder } from '../../src/reward/encoder/encoder.ts';
import type { OurJob } from './encodeJob.ts';

const job = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as OurJob;
const encoder = new Encoder(job.installed, { device: 'cpu', cache: null, threads: job.threads });
// Opening the file is not counted: the others hold their models open too.
await encoder.encode(job.warmUp);
let [wall, cpu] = [performance.now(), process.cpuUsage()];
await encoder.encode(job.warmUp.slice(0, 1));
const opening = { wall: performance.now() - wall, cpu: cpuSeconds(cpu) };
[wall, cpu] = [performance.now(), process.cpuUsage()];
const { values } = await encoder.encode(job.texts);
const used = cpuSeconds(cpu) - opening.cpu;
const seconds = (performance.now() - wall - opening.wall) / 1000;
writeFileSync(`${job.out}.0`, Buffer.from(values.buffer, values.byteOffset, values.byteLength));
console.log(JSON.stringify({ batch: 0, seconds, cpuSeconds: used }));

function cpuSeconds(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
