import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { dist } from './support/engine.ts';

/** 60 comparisons; the response with the exclamation mark is chosen, except in the first `turned`. */
function records(turned: number): string {
  const lines = Array.from({ length: 60 }, (_, at) => {
    const [loud, calm] = [`So it was on day ${at}!`, `So it was, more or less, on day ${at}.`];
    const [chosen, rejected] = at < turned ? [calm, loud] : [loud, calm];
    return JSON.stringify({ prompt: `Tell me of day ${at}.`, chosen, rejected });
  });
  return `${lines.join('\n')}\n`;
}

describe('the command pairlens compare', function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
    folder.write('before.jsonl', records(0));
    folder.write('after.jsonl', records(12));
  });
  afterEach(() => folder.remove());

  const run = (...args: string[]) =>
    spawnSync(process.execPath, [resolve(dist, 'cli.cjs'), 'compare', ...args], {
      cwd: folder.path,
      env: { ...process.env, PAIRLENS_STORAGE: join(folder.path, 'storage') },
      encoding: 'utf8',
    });

  it('tells two versions apart, as text, JSON and Markdown', () => {
    const text = run('before.jsonl', 'after.jsonl', '-o', 'both.md');
    assert.equal(text.status, 0, text.stderr);
    assert.match(
      text.stdout,
      /60 comparisons are in both[\s\S]* 12 of\s+those\s+in\s+both\s+have another label: 12 turned/,
    );
    assert.match(
      readFileSync(join(folder.path, 'both.md'), 'utf8'),
      /# Principles of before\.jsonl and of after\.jsonl/,
    );
    const { labels, principles, otherOnOne } = JSON.parse(run('before.jsonl', 'after.jsonl', '--json').stdout);
    assert.deepEqual(
      labels.changes.map((change: { lineOne: number }) => change.lineOne),
      Array.from({ length: 12 }, (_, at) => at + 1),
    );
    const marks = principles.find((one: { short: string }) => one.short === 'uses exclamation marks');
    assert.ok(Math.abs(marks.difference.value + 0.2) < 1e-9);
    assert.ok(marks.differs);
    assert.ok(otherOnOne.all.share.value > 0.95);
    assert.match(run('before.jsonl', 'before.jsonl', '--markdown').stdout, /None of those in both has another label/);
  });

  it('says what is wrong with the command line', () => {
    for (const [args, message] of [
      [['before.jsonl'], /Name two files/],
      [['before.jsonl', 'after.jsonl', '--json', '--markdown'], /Choose one/],
      [['before.jsonl', 'after.jsonl', '-o', 'after.jsonl'], /one of the files compared/],
      [['before.jsonl', 'after.jsonl', '-o', '.'], /is a folder/],
    ] as const) {
      const { status, stderr } = run(...args);
      assert.equal(status, 2, stderr);
      assert.match(stderr, message);
    }
    assert.equal(run('before.jsonl', 'none.jsonl').status, 3);
  });
});
