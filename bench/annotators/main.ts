import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { sharedData } from '../support/sharedData.ts';
import { goldPart } from './gold.ts';
import { leftOutPart } from './leftOut.ts';
import { preparePeers } from './peers.ts';
import { plantedPart } from './planted.ts';

const { values: flags } = parseArgs({
  options: {
    parts: { type: 'string', default: 'gold,left-out,planted' },
    seeds: { type: 'string', default: '3' },
    first: { type: 'string', default: '0' },
    votes: { type: 'string', default: '1,2,3' },
    'no-peers': { type: 'boolean', default: false },
  },
});

type Part = (
  folder: string,
  python: string | null,
  seeds: readonly number[],
  print: (line: string) => void,
) => Promise<void>;

const parts: Readonly<Record<string, Part>> = {
  gold: (...run) => goldPart(...run, flags.votes.split(',').map(Number)),
  'left-out': leftOutPart,
  planted: plantedPart,
};

const folder = sharedData();
if (folder === null) {
  console.log(
    'bench:annotators did not run: no folder ../shared/data beside the repository (or set PAIRLENS_SHARED_DATA).',
  );
} else {
  const peers = flags['no-peers'] ? { why: 'left out by --no-peers' } : preparePeers();
  if ('why' in peers) console.log(`No peers: ${peers.why}`);
  const seeds = Array.from({ length: Number(flags.seeds) }, (_, k) => Number(flags.first) + k);
  for (const name of flags.parts.split(',')) {
    const part = parts[name];
    if (part === undefined) throw new Error(`No part "${name}". Parts: ${Object.keys(parts).join(', ')}.`);
    const began = performance.now();
    await part(folder, 'python' in peers ? peers.python : null, seeds, line => console.log(line));
    console.log(`\n(${name}: ${((performance.now() - began) / 1000).toFixed(0)} s)`);
  }
  console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores.`);
}
