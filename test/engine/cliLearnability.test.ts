import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ScriptedScorer, scriptedScorer } from '../support/scriptedScorer.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { runCommand } from './support/command.ts';

/** 40 comparisons; in the first four the chosen response is one that the model finds far less likely. */
const records = Array.from({ length: 40 }, (_, at) => {
  const said = at < 4 ? 'heather and heather again' : 'grass that one walks on';
  const other = at < 4 ? 'grass that one walks on' : at < 10 ? 'only grass' : 'heather and heather again';
  return `{"prompt": "What grows at place ${at}?",  "chosen": "There is ${said}.", "rejected": "There is ${other}.", "id": 1${at}00000000000000000001}`;
});

describe('the command pairlens learnability', () => {
  let folder: TemporaryFolder;
  let file: string;
  let server: ScriptedScorer;
  before(async () => {
    folder = temporaryFolder();
    file = folder.write('moor.jsonl', `${records.join('\n')}\n`);
    server = await scriptedScorer('prompt_logprobs');
  });
  after(async () => {
    await server.stop();
    folder.remove();
  });

  const run = (...args: string[]) => runCommand(args, { folder: folder.path, env: { XDG_DATA_HOME: folder.path } });

  it('tells ranking accuracy and what is hard, and the audit reads what it writes', async () => {
    const out = join(folder.path, 'scored.jsonl');
    const { code, stdout, stderr } = await run('learnability', file, '--llm', server.url, '--yes', '-o', out, '--json');
    assert.equal(code, 0, stderr);
    const said = JSON.parse(stdout);
    // Four are far less likely; in six the other response is shorter, and per token as likely.
    assert.equal(said.judged, 40);
    assert.equal(said.ranked.value, 30 / 40);
    assert.equal(said.rankedPerToken.value, 30 / 40);
    assert.equal(said.hard, 4);
    assert.deepEqual(said.hardest.map(({ line }: { line: number }) => line).sort(), [1, 2, 3, 4]);
    assert.ok(Math.abs(said.hardest[0].gap - 57) < 1e-9);
    // A prompt is asked about once, and each text.
    assert.equal(server.prompts.length, 2 + 40 * 3);
    const lines = readFileSync(out, 'utf8').trimEnd().split('\n');
    assert.ok(
      lines.every((line, at) => line.startsWith(records[at]!.slice(0, -1))),
      'all else stays byte for byte',
    );
    assert.match(lines[0]!, /,"ref_logps_a":-64\.0000,"ref_logps_b":-7\.0000\}$/);
    const audit = await run('audit', out, '--json', '--quiet');
    assert.equal(audit.code, 0, audit.stderr);
    const hard = JSON.parse(audit.stdout).findings.filter(({ kind }: { kind: string }) => kind === 'hard');
    assert.deepEqual(
      hard.map(({ line }: { line: number }) => line),
      [1, 2, 3, 4],
    );
  }).timeout(120_000);

  it('says why where it cannot', async () => {
    server.form = 'written only';
    const none = await run('learnability', file, '--llm', server.url, '--yes');
    assert.equal(none.code, 3);
    assert.match(none.stderr, /gives no log-probabilities of text that it is given/);
    assert.match((await run('learnability', file)).stderr, /Name the server/);
    const wrong = await run('learnability', file, '--llm', server.url, '--template', 'poem');
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /there are plain, chatml, llama-3/);
  }).timeout(120_000);
});
