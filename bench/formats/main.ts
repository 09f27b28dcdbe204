// What opening every file of the shared data gives, as a table: `npm run bench:formats`. Formats are found, not named.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataset } from '../../src/dataset/openDataset.ts';
import { sharedData } from '../support/sharedData.ts';

const folder = sharedData();
if (folder === null) throw new Error('The shared data is not here. Set PAIRLENS_SHARED_DATA to its folder.');

const storage = mkdtempSync(join(tmpdir(), 'pairlens-formats-'));
try {
  console.log('| file | layout | comparisons | preferred | ties | no label | annotations | lists | malformed |');
  console.log('|---|---|---:|---:|---:|---:|---:|---:|---:|');
  for (const file of filesOf(folder)) console.log(await lineOf(join(folder, file), file));
} finally {
  rmSync(storage, { recursive: true });
}

function filesOf(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(jsonl|json|csv)(\.gz)?$/.test(name))
    .sort();
}

async function lineOf(path: string, name: string): Promise<string> {
  const dataset = await openDataset(path, { storage });
  const counts = { comparisons: 0, preferred: 0, ties: 0, unlabelled: 0, annotations: 0, malformed: 0 };
  const lists = new Set<string>();
  try {
    for await (const batch of dataset.batches()) {
      for (const row of batch) {
        if (row.kind === 'malformed') {
          counts.malformed++;
          continue;
        }
        const { label, annotations, listId } = row.comparison;
        counts.comparisons++;
        if (label === 'a' || label === 'b') counts.preferred++;
        else if (label === null) counts.unlabelled++;
        else counts.ties++;
        counts.annotations += annotations.length;
        if (listId !== undefined) lists.add(listId);
      }
    }
    const cells = [counts.comparisons, counts.preferred, counts.ties, counts.unlabelled, counts.annotations];
    const numbers = [...cells, lists.size, counts.malformed].map(n => n.toLocaleString('en-US'));
    return `| ${[name, dataset.format.name, ...numbers].join(' | ')} |`;
  } finally {
    await dataset.close();
  }
}
