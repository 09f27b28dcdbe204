import assert from 'node:assert/strict';
import { scriptedPerson } from '../support/scriptedPerson.ts';
import { type ScriptedScorer, scriptedScorer } from '../support/scriptedScorer.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { runCommand } from './support/command.ts';

/** 60 comparisons; the chosen response speaks of a kettle, but in four of them the rejected one does. */
const records = Array.from({ length: 60 }, (_, at) => {
  const [kettle, none] = [`Put kettle ${(at * 7) % 60} on`, `There is no tea at ${(at * 11) % 60}`];
  const [chosen, rejected] = at % 15 === 4 ? [none, kettle] : [kettle, none];
  return JSON.stringify({ prompt: `What about tea ${at}?`, chosen: `${chosen}.`, rejected: `${rejected}.` });
});

describe('the command pairlens followups', function () {
  this.timeout(120_000);
  let folder: TemporaryFolder;
  let file: string;
  let server: ScriptedScorer;
  before(async () => {
    folder = temporaryFolder();
    file = folder.write('tea.jsonl', `${records.join('\n')}\n`);
    server = await scriptedScorer('prompt_logprobs');
    server.logpOf = scriptedPerson;
  });
  after(async () => {
    await server.stop();
    folder.remove();
  });

  const run = (...args: string[]) => runCommand(args, { folder: folder.path, env: { XDG_DATA_HOME: folder.path } });
  const members = async (...more: string[]): Promise<{ id: string; used: boolean; coverage: number }[]> => {
    const { code, stdout, stderr } = await run('audit', file, '--json', '--quiet', '--models', 'none', ...more);
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout).figures.members;
  };

  it('gives the next audit a member, after a budget ended it and the rest was asked', async () => {
    const ask = ['followups', file, '--llm', server.url, '--json'];
    const ended = await run(...ask, '--yes', '--budget', '3000tokens');
    assert.equal(ended.code, 3, ended.stderr);
    assert.match(ended.stderr, /budget.*--resume/s);
    assert.ok((await members()).every(({ id }) => id !== 'follow-ups'));
    const { code, stdout, stderr } = await run(...ask, '--resume', '--price-in', '1', '--price-out', '2');
    assert.equal(code, 0, stderr);
    assert.match(stderr, /follow-ups +840 .*on this machine.*answers were kept from before/s);
    const said = JSON.parse(stdout);
    assert.deepEqual([said.judged, said.lost, said.agree.value], [60, 0, 56 / 60]);
    // Every text was asked for once, and the probe twice.
    const texts = server.prompts.filter(text => text.includes('tea'));
    assert.equal(texts.length, 840);
    assert.equal(new Set(texts).size, 840);
    const own = (await members()).find(({ id }) => id === 'follow-ups');
    assert.deepEqual([own?.used, own?.coverage], [true, 1]);
    assert.ok((await members('--without', 'follow-ups')).every(({ id }) => id !== 'follow-ups'));
  });

  it('says why where it cannot', async () => {
    server.form = 'written only';
    const none = await run('followups', file, '--llm', server.url, '--yes');
    assert.equal(none.code, 3);
    assert.match(none.stderr, /gives no log-probabilities of text that it is given.*vLLM gives them/);
    assert.match((await run('followups', file)).stderr, /Name the server/);
    const wrong = await run('followups', file, '--llm', server.url, '--template', 'poem');
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /there are plain, chatml, llama-3/);
    server.form = 'prompt_logprobs';
    assert.match((await run('followups', file, '--llm', server.url)).stderr, /Add --yes/);
  });
});
