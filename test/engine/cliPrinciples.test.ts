import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answeredBy } from '../support/answeredBy.ts';
import { type LlmFault, type ScriptedLlm, scriptedLlm } from '../support/scriptedLlm.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { scriptedModel } from '../unit/principles/scriptedModel.ts';
import { endOf, startCommand } from './support/command.ts';

const sea = 'Select the response that evokes the sea.';
const has =
  (pattern: RegExp) =>
  (text: string): number =>
    Number(pattern.test(text));
const secret = 'sk-planted-987654321';

/** 80 comparisons; the response with a word of the sea is chosen. */
function records(): string {
  const words = ['wave', 'tide', 'gull'];
  const lines = Array.from({ length: 80 }, (_, at) => {
    const filler = 'and then some more of it '.repeat((at * 7) % 4);
    const other = 'so it went on as ever '.repeat((at * 5) % 4);
    return JSON.stringify({
      prompt: `Tell me of day ${at}.`,
      chosen: `There was a ${words[at % 3]} nearby, ${filler}until noon${at % 2 ? '!' : '.'}`,
      rejected: `There was a road nearby, ${other}until ${at % 3 ? 'noon' : 'night'}${at % 5 ? '.' : '!'}`,
    });
  });
  return `${lines.join('\n')}\n`;
}

describe('the command pairlens principles', function () {
  this.timeout(120_000);
  let folder: TemporaryFolder;
  let server: ScriptedLlm;
  let file: string;
  /** How often each question was answered. */
  let paid: Map<string, number>;

  beforeEach(async () => {
    folder = temporaryFolder();
    file = folder.write('sea.jsonl', records());
    paid = new Map();
    const model = scriptedModel({
      rules: {
        [sea]: has(/wave|tide|gull/),
        'Select the response that is longer.': text => Math.round(text.length / 40),
      },
    });
    server = await scriptedLlm(asked => {
      const question = JSON.stringify(asked.messages);
      paid.set(question, (paid.get(question) ?? 0) + 1);
      return answeredBy(model, asked);
    });
    server.logprobs = 'left out';
  });
  afterEach(async () => {
    await server.stop();
    folder.remove();
  });

  const start = (...args: string[]) => {
    const place = { folder: folder.path, env: { PLANTED_KEY: secret } };
    return startCommand(['principles', file, '--models', 'none', ...args], place);
  };
  const run = (...args: string[]) => endOf(start(...args));
  const asking = (...args: string[]): string[] => ['--llm', server.url, '--key-env', 'PLANTED_KEY', ...args];
  const read = (...parts: string[]): string => readFileSync(join(folder.path, ...parts), 'utf8');
  const everything = (): string =>
    readdirSync(folder.path, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
      .join('\n');

  it('finds the planted principle, and writes what others read', async () => {
    const { code, stdout, stderr } = await run(...asking('--yes', '--out', 'out'));
    assert.equal(code, 0, stderr);
    assert.match(stdout, /evokes the sea/);
    assert.match(stdout, /The language model/);
    assert.match(stderr, /Spent in this run: \d+ questions/);
    const files = [
      'annotated-pairs.json',
      'constitution.md',
      'figures.md',
      'judge-prompt.txt',
      'model.json',
      'principles.json',
    ];
    assert.deepEqual(readdirSync(join(folder.path, 'out')).sort(), files);
    assert.match(read('out', 'constitution.md'), /1\. \[x\] Select the response that evokes the sea\./);
    assert.match(read('out', 'judge-prompt.txt'), /evokes the sea/);
    const { reconstruction, principles } = JSON.parse(read('out', 'principles.json'));
    assert.ok(reconstruction.constitution.value > 0.97);
    assert.ok(principles.some((one: { text: string; origin: string }) => one.text === sea && one.origin === 'model'));
    const pairs = JSON.parse(read('out', 'annotated-pairs.json'));
    assert.equal(Object.keys(pairs)[0], 'metadata');
    assert.equal(pairs.comparisons.length, 80);
    assert.ok(server.asks.every(({ headers }) => headers.authorization === `Bearer ${secret}`));
    assert.ok(!`${stdout}${stderr}${everything()}`.includes(secret), 'the key is nowhere');
  });

  it('pays for no answer twice, whenever it is interrupted, and comes to the same end', async () => {
    server.delay = 20;
    let interrupted = 0;
    for (let tries = 0; tries < 3; tries++) {
      const before = server.asks.length;
      const child = start(...asking('--resume', '--json'));
      const ended = endOf(child);
      while (server.asks.length < before + 25 && child.exitCode === null)
        await new Promise(done => setTimeout(done, 5));
      child.kill('SIGINT');
      const { code, stderr } = await ended;
      if (code !== 130) continue;
      interrupted++;
      assert.match(stderr, /--resume to go on from here/);
    }
    assert.ok(interrupted > 0);
    server.delay = 0;
    const { code, stdout, stderr } = await run(...asking('--resume', '--json'));
    assert.equal(code, 0, stderr);
    assert.deepEqual([...new Set(paid.values())], [1]);
    const asked = server.asks.length;
    const again = await run(...asking('--resume', '--json'));
    assert.equal(server.asks.length, asked, 'nothing is asked again');
    const { model: first, ...result } = JSON.parse(stdout);
    const { model: second, ...same } = JSON.parse(again.stdout);
    assert.deepEqual(same, result);
    assert.deepEqual(second.counts, first.counts);
  });

  it('loses no answer once it has come, even when it is killed', async () => {
    server.delay = 20;
    const child = start(...asking('--yes'));
    const ended = endOf(child);
    while (server.asks.length < 40 && child.exitCode === null) await new Promise(done => setTimeout(done, 5));
    child.kill('SIGKILL');
    await ended;
    server.delay = 0;
    assert.equal((await run(...asking('--resume'))).code, 0);
    // Only those under way at the kill can be paid for again: as many as are asked at one time.
    const twice = [...paid.values()].filter(times => times > 1).length;
    assert.ok(twice <= 4, `${twice} paid twice`);
    assert.ok(Math.max(...paid.values()) <= 2);
  });

  it('stops within the budget and says how to go on', async () => {
    const { code, stderr } = await run(...asking('--yes', '--budget', '8000tokens'));
    assert.equal(code, 3);
    assert.match(stderr, /budget does not hold the next question/);
    assert.match(stderr, /--resume/);
    assert.ok(server.tokens.input + server.tokens.output <= 8000, JSON.stringify(server.tokens));
    assert.ok(server.tokens.input + server.tokens.output > 6000, JSON.stringify(server.tokens));
  });

  it('gets through faults of the server', async () => {
    const faults: LlmFault[] = [
      { kind: 'status', status: 429, headers: { 'retry-after': '0' } },
      { kind: 'status', status: 503 },
      { kind: 'disconnect', bytes: 20 },
      { kind: 'status', status: 500 },
    ];
    const well = Array.from({ length: 9 }, (): LlmFault => ({ kind: 'slow', ms: 0 }));
    server.faults.push(...faults.flatMap(fault => [fault, ...well]));
    const { code, stdout, stderr } = await run(...asking('--yes', '--json'));
    assert.equal(code, 0, stderr);
    const { model, reconstruction } = JSON.parse(stdout);
    assert.equal(model.spent.votes.lost + model.spent.proposals.lost + model.spent.calibration.lost, 0);
    assert.ok(reconstruction.constitution.value > 0.97);
    assert.equal(server.faults.length, 0);
  });

  it('votes on rules of the user’s own', async () => {
    const { code, stdout, stderr } = await run(...asking('--yes', '--json', '--rule', sea, '--no-judge'));
    assert.equal(code, 0, stderr);
    const { principles } = JSON.parse(stdout);
    assert.equal(principles.find((one: { text: string }) => one.text === sea)?.origin, 'user');
  });

  it('takes principles and their votes from another program, without a language model', async () => {
    await run(...asking('--yes', '--out', 'made', '--no-judge'));
    const asked = server.asks.length;
    const votes = join('made', 'annotated-pairs.json');
    const { code, stdout, stderr } = await run('--json', '--votes', votes);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /votes of \d+ principles on 80 of 80 comparisons/);
    assert.match(stderr, /does not say which labels its principles were proposed from/);
    const { principles, reconstruction } = JSON.parse(stdout);
    const found = principles.find((one: { text: string }) => one.text === sea);
    assert.equal(found.origin, 'file');
    assert.equal(found.place, 0);
    assert.ok(reconstruction.constitution.value > 0.97);
    assert.equal(server.asks.length, asked, 'nothing is asked');
    const other = await run('--votes', folder.write('other.json', read(votes).replaceAll('of day', 'of night')));
    assert.equal(other.code, 2);
    assert.match(other.stderr, /none of its 80 comparisons is in the dataset/);
    const broken = await run('--votes', folder.write('broken.json', read(votes).slice(0, -20)));
    assert.equal(broken.code, 3);
    assert.match(broken.stderr, /broken\.json:\d+: the file is no JSON/);
  });

  it('evaluates a constitution as it stands, besides what it selects', async () => {
    const rules = `Decides: ranked\n1. [x] Select the response that is longer.\n2. [x] ${sea}\n`;
    const path = folder.write('mine.md', rules);
    const refused = await run('--constitution', path);
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /Nobody votes on: Select the response that evokes the sea/);
    const { code, stdout, stderr } = await run(
      ...asking('--yes', '--out', 'out', '--json', '--constitution', path, '--no-judge'),
    );
    assert.equal(code, 0, stderr);
    const { standing, reconstruction } = JSON.parse(stdout);
    assert.ok(reconstruction.constitution.value > 0.97);
    assert.equal(standing.decides, 'ranked');
    assert.ok(standing.ways.ranked.value < 0.9, 'the first rule decides what it applies to');
    assert.ok(standing.ways.plain.value > standing.ways.ranked.value);
    assert.deepEqual(
      standing.rules.map((rule: { voted: string }) => rule.voted),
      ['measured', 'user'],
    );
    assert.match(read('out', 'figures.md'), /as it stands/);
    mkdirSync(join(folder.path, 'ours'));
    const ours =
      '# Ours\n\nWe agreed on these.\n\n- longer\n- Select the response that is brief. (sql `words_a < words_b`)\n';
    const named = folder.write(join('ours', 'constitution.md'), ours);
    const alone = await run('--constitution', named, '--out', join(folder.path, 'ours'), '--json');
    assert.equal(alone.code, 0, alone.stderr);
    const [longer, brief] = JSON.parse(alone.stdout).standing.rules;
    assert.deepEqual([longer.text, longer.voted], ['Select the response that is longer.', 'measured']);
    assert.equal(brief.voted, 'condition');
    assert.ok(brief.relevance > 0.3, `the condition votes: ${brief.relevance}`);
    assert.match(alone.stderr, /constitution\.md is what you named, and stays as it is/);
    assert.equal(readFileSync(named, 'utf8'), ours);
    assert.match(read('ours', 'figures.md'), /\| condition \|/);
  });

  it('names every line of a constitution that it can not understand, with the cure', async () => {
    const lines = ['# Ours', '1. [y] Be kind', '2. Be first (sql `label = 1`)', 'Decides: by lot', '3. Be (weight 0)'];
    const { code, stderr } = await run('--constitution', folder.write('broken.md', lines.join('\n')));
    assert.equal(code, 2);
    assert.match(stderr, /broken\.md:2: "\[y\]" is no check box; write \[x\]/);
    assert.match(stderr, /broken\.md:3: A principle can't vote by "label"/);
    assert.match(stderr, /broken\.md:4: "by" is no way to decide; write plain, ranked or weighted/);
    assert.match(stderr, /broken\.md:5: "0" is no weight; write a number above 0/);
  });

  it('does without a language model, and sends nothing', async () => {
    const { code, stdout } = await run('--json');
    assert.equal(code, 0);
    assert.equal(JSON.parse(stdout).model, null);
    assert.deepEqual(server.paths, []);
  });

  it('says what is wrong with the command line, with the cure', async () => {
    const cases: readonly (readonly [string[], RegExp])[] = [
      [['--budget', '5tokens'], /needs --llm/],
      [asking('--budget', '5'), /write tokens \(50000tokens/],
      [asking('--budget', '2usd'), /--price-in and --price-out/],
      [asking('--mode', 'odd'), /there are letters, listed, pointwise/],
      [['--llm', 'ftp://x'], /is no address/],
      [['--llm', server.url, '--key-env', secret], /name of an environment variable/],
      [['--llm', server.url, '--key-env', 'NOT_SET_AT_ALL'], /NOT_SET_AT_ALL is empty/],
      [['--llm', 'http://example.com', '--key-env', 'PLANTED_KEY'], /travel readably/],
      [asking(), /Add --yes/],
      [['--rule', sea], /name its server with --llm/],
    ];
    for (const [args, message] of cases) {
      const { code, stderr } = await run(...args);
      assert.equal(code, 2, `${args.join(' ')}: ${stderr}`);
      assert.match(stderr, message);
      assert.ok(!stderr.includes(secret));
    }
    server.models = [{ id: 'a' }, { id: 'b' }];
    const several = await run(...asking('--yes'));
    assert.equal(several.code, 2);
    assert.match(several.stderr, /several models: a, b\. Choose one with --model/);
  });

  it('lists what was tried where no server answers', async () => {
    const gone = await scriptedLlm();
    await gone.stop();
    const { code, stderr } = await run('--llm', gone.url, '--yes');
    assert.equal(code, 3);
    assert.match(stderr, /nothing listens there/);
    for (const program of ['Ollama', 'LM Studio', 'llama.cpp', 'vLLM']) assert.match(stderr, new RegExp(program));
  });
});
