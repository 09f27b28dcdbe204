import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { convertCommand } from '../../../../src/cli/commands/convert.ts';
import { exportCommand } from '../../../../src/cli/commands/export.ts';
import type { Terminal } from '../../../../src/cli/terminal.ts';
import { appendSidecar, sidecarPath } from '../../../../src/dataset/sidecar.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporaryFolder.ts';
import { comparisonOf, fixture, rowsOf } from '../openFixture.ts';

describe('pairlens convert', () => {
  let folder: TemporaryFolder;
  let said: string[];
  const terminal = (): Terminal =>
    ({
      out: (text: string) => said.push(text),
      note: (text: string) => said.push(text),
      signal: new AbortController().signal,
      progress: { show: () => undefined, clear: () => undefined },
    }) as unknown as Terminal;
  const out = (name: string): string => join(folder.path, name);

  beforeEach(() => {
    folder = temporaryFolder();
    process.env.PAIRLENS_STORAGE = join(folder.path, 'storage');
    said = [];
  });
  afterEach(() => {
    delete process.env.PAIRLENS_STORAGE;
    folder.remove();
  });

  it('writes another format and says what is left out and what is lost', async () => {
    assert.equal(
      await convertCommand([fixture('pandalm.jsonl'), '-o', out('p.jsonl'), '--to', 'openai'], terminal()),
      0,
    );
    const text = said.join('\n');
    assert.match(text, /2 records of 2 comparisons written as openai/);
    assert.match(text, /Left out: 1 \(a tie, which has no chosen response\)/);
    assert.match(text, /Not held by openai: .*annotators \(2\)/);
    assert.equal(readFileSync(out('p.jsonl'), 'utf8').trim().split('\n').length, 2);
  });

  it('makes lists of rankings, and pairs of them under the policy', async () => {
    await convertCommand(
      [fixture('oasst.jsonl'), '-o', out('l.jsonl'), '--to', 'nemo-rl', '--pairs', 'all'],
      terminal(),
    );
    const [line] = readFileSync(out('l.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map(one => JSON.parse(one) as { completions: { rank: number }[] });
    assert.deepEqual(
      line!.completions.map(({ rank }) => rank),
      [0, 1, 2],
    );
    await convertCommand(
      [fixture('oasst.jsonl'), '-o', out('a.jsonl'), '--to', 'trl', '--pairs', 'adjacent'],
      terminal(),
    );
    assert.equal((await rowsOf(out('a.jsonl'))).length, 2);
  });

  it('applies the decisions of the review file', async () => {
    const path = out('data.jsonl');
    writeFileSync(path, '{"prompt":"Q","chosen":"A","rejected":"B"}\n{"prompt":"Q2","chosen":"A","rejected":"B"}\n');
    const [first, second] = (await rowsOf(path)).map(comparisonOf);
    const line = (key: string, verdict: 'b' | 'drop') => ({
      key,
      occurrence: 0,
      line: 1,
      verdict,
      reviewer: 'r',
      at: '2026-01-01T00:00:00Z',
    });
    await appendSidecar(sidecarPath(path), [line(first!.key, 'b'), line(second!.key, 'drop')] as unknown as Parameters<
      typeof appendSidecar
    >[1]);
    await convertCommand([path, '-o', out('o.jsonl'), '--to', 'trl-text'], terminal());
    assert.equal(readFileSync(out('o.jsonl'), 'utf8'), '{"prompt":"Q","chosen":"B","rejected":"A"}\n');
    assert.match(said.join('\n'), /Left out: 1 comparison that the options or the review file drop/);
  });

  it('refuses what would mislead: other endings, other formats, nothing to write', async () => {
    const run = (...args: string[]): Promise<number> => convertCommand([fixture('pandalm.jsonl'), ...args], terminal());
    await assert.rejects(run('-o', out('x.csv'), '--to', 'trl'), /trl is written as \.jsonl/);
    await assert.rejects(run('-o', out('x.jsonl'), '--to', 'dpo'), /there is no format "dpo". Formats: trl, /);
    await assert.rejects(run('-o', out('x.jsonl')), /Name the format to write/);
    await assert.rejects(run('-o', out('x.jsonl'), '--to', 'trl', '--pairs', 'some'), /--pairs: "some" is no policy/);
    await assert.rejects(
      convertCommand([fixture('pick-a-pic.jsonl'), '-o', out('x.jsonl'), '--to', 'trl'], terminal()),
      /No comparison can be written as trl: 1 \(it holds pictures\); 1 \(a tie/,
    );
    assert.equal(existsSync(out('x.jsonl')), false);
  });

  it('is what export --to does for the comparisons that its filter keeps, and lists need it', async () => {
    await exportCommand(
      [fixture('pandalm.jsonl'), '-o', out('e.jsonl'), '--to', 'trl', '--filter', "label = 'b'"],
      terminal(),
    );
    assert.equal((await rowsOf(out('e.jsonl'))).length, 1);
    await assert.rejects(
      exportCommand([fixture('oasst.jsonl'), '-o', out('o.jsonl')], terminal()),
      /lists of responses.*--to trl/,
    );
  });
});
