import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { FileDataset } from '../../../src/dataset/fileDataset.ts';
import { type Change, type SaveOptions, saveDataset } from '../../../src/dataset/saveDataset.ts';
import { type Decision, judgement, undecided } from '../../../src/edits/decision.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { comparisonOf, opened } from './openFixture.ts';

const verdict = (value: Decision['verdict']): Decision => ({ ...undecided, ...judgement(value, 'seen') });
const options: SaveOptions = { overwrite: false, apply: true };

async function _change(dataset: FileDataset, row: number, decision: Decision): Promise<[number, Change]> {
  return [row, { original: await dataset.readBytes(row), decision }];
}

const _texts = async (dataset: FileDataset): Promise<string[]> => {
  const rows = await dataset.read(0, dataset.rowCount);
  return rows.map(row => (row.kind === 'malformed' ? row.text : comparisonOf(row).a.messages[0]!.content));
};

interface Line {
  readonly text: string;
  readonly ending: string;
  readonly record: { readonly [key: string]: unknown; chosen: string; rejected: string } | null;
}

/** Lines as files have them: records in any spacing and key order, broken ones, blank ones. */
const line: fc.Arbitrary<Line> = fc
  .record({
    prompt: fc.string({ unit: 'grapheme' }),
    chosen: fc.string({ unit: 'grapheme' }),
    rejected: fc.string({ unit: 'grapheme' }),
    other: fc.jsonValue(),
    reversed: fc.boolean(),
    spaces: fc.boolean(),
    kind: fc.integer({ min: 0, max: 9 }),
    ending: fc.constantFrom('\n', '\r\n', '\n\n'),
  })
  .map(({ prompt, chosen, rejected, other, reversed, spaces, kind, ending }) => {
    if (kind === 0) return { text: '{"prompt": "half', ending, record: null };
    const entries = Object.entries({ prompt, chosen, other, rejected });
    const record = Object.fromEntries(reversed ? entries.toReversed() : entries) as NonNullable<Line['record']>;
    const text = spaces ? JSON.stringify(record, null, 1).replaceAll('\n', ' ') : JSON.stringify(record);
    return { text, ending, record };
  });

const edit = fc.record({
  pick: fc.nat(),
  verdict: fc.constantFrom('a', 'b', 'tie', 'both_bad', 'drop', 'later', null),
  text: fc.option(fc.string({ unit: 'grapheme' })),
  side: fc.constantFrom('a/0', 'b/0', 'prompt/0'),
});

describe('a thousand random edits', () => {
  it('saved, equal a naive rewrite, with every other byte as it was', async () => {
    const folder = temporaryFolder();
    let edits = 0;
    try {
      const model = fc.asyncProperty(
        fc.array(line, { minLength: 3, maxLength: 40 }),
        fc.array(fc.array(edit, { minLength: 5, maxLength: 60 }), { minLength: 1, maxLength: 4 }),
        async (lines, rounds) => {
          const good: Line = {
            text: '{"prompt":"p","chosen":"c","rejected":"r"}',
            ending: '\n',
            record: { prompt: 'p', chosen: 'c', rejected: 'r' },
          };
          const all = [good, good, ...lines];
          const path = folder.write('x.jsonl', all.map(({ text, ending }) => text + ending).join(''));
          const dataset = await opened(path, { format: 'trl' });
          const decisions = new Map<number, Decision>();
          const changes = new Map<number, Change>();
          const originals = await Promise.all(all.map((_, row) => dataset.readBytes(row)));
          for (const round of rounds) {
            for (const { pick, verdict: value, text, side } of round) {
              const row = pick % all.length;
              if (!all[row]!.record) continue;
              edits++;
              const decision: Decision = { ...verdict(value), texts: text === null ? {} : { [side]: text } };
              decisions.set(row, decision);
              changes.set(row, { original: originals[row]!, decision });
            }
            await saveDataset(dataset, changes, options);
            await check(path, dataset, all, decisions);
          }
          await dataset.close();
        },
      );
      await fc.assert(model, { numRuns: 90 });
    } finally {
      folder.remove();
    }
    assert.ok(edits > 1000, `${edits} edits were made`);
  }).timeout(60_000);
});

async function check(
  path: string,
  dataset: FileDataset,
  lines: readonly Line[],
  decisions: ReadonlyMap<number, Decision>,
): Promise<void> {
  let rest = readFileSync(path, 'utf8');
  for (const [row, { text, ending, record }] of lines.entries()) {
    const decision = decisions.get(row);
    const next = rest.slice(0, rest.indexOf(ending));
    if (decision && record) assert.deepEqual(JSON.parse(next), naive(record, decision));
    else assert.equal(next, text);
    assert.equal(rest.slice(next.length, next.length + ending.length), ending);
    rest = rest.slice(next.length + ending.length);
    assert.equal((await dataset.readBytes(row)).toString(), next, 'the dataset serves the new file');
  }
  assert.equal(rest, '');
}

/** Parse, change, compare: the sides exchanged after their texts were edited. */
function naive(record: NonNullable<Line['record']>, { verdict: value, texts: edits }: Decision): unknown {
  const copy = structuredClone(record) as { prompt: string; chosen: string; rejected: string };
  copy.chosen = edits['a/0'] ?? copy.chosen;
  copy.rejected = edits['b/0'] ?? copy.rejected;
  copy.prompt = edits['prompt/0'] ?? copy.prompt;
  if (value === 'b') [copy.chosen, copy.rejected] = [copy.rejected, copy.chosen];
  return JSON.parse(JSON.stringify(copy));
}
