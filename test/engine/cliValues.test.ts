import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { votedPath } from '../../src/audit/votedStore.ts';
import { valueBank, valueSentence } from '../../src/principles/values/valueBank.ts';
import type { ValuesResult } from '../../src/principles/values/valueFigures.ts';
import { answeredBy } from '../support/answeredBy.ts';
import { scriptedLlm } from '../support/scriptedLlm.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { scriptedModel } from '../unit/principles/scriptedModel.ts';
import { runCommand } from './support/command.ts';

const sentenceOf = (id: string): string => valueSentence(valueBank.find(value => value.id === id)!);

/** 60 comparisons; the response that tells the truth is chosen over the courteous one. */
function records(): string {
  const lines = Array.from({ length: 60 }, (_, at) => {
    const filler = 'and then some more of it '.repeat((at * 7) % 4);
    const other = 'so it went on as ever '.repeat((at * 5) % 4);
    return JSON.stringify({
      prompt: `What became of plan ${at}?`,
      chosen: `In truth it failed, ${filler}as was to be seen${at % 2 ? '!' : '.'}`,
      rejected: `Kindly look at it again, ${other}if you would${at % 5 ? '.' : '!'}`,
    });
  });
  return `${lines.join('\n')}\n`;
}

describe('the command pairlens values', () => {
  let folder: TemporaryFolder;
  let file: string;
  before(() => {
    folder = temporaryFolder();
    file = folder.write('plans.jsonl', records());
  });
  after(() => folder.remove());

  const run = (...args: string[]) => runCommand(['values', file, ...args], { folder: folder.path });

  it('takes cues alone, and says on what nobody votes', async () => {
    const { code, stdout, stderr } = await run();
    assert.equal(code, 0, stderr);
    assert.match(stdout, /Voted by cues/);
    assert.match(stdout, /Nobody votes on truthfulness,/);
    const wrong = await run('--by', 'shoe');
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /--by "shoe": no label has a value of it/);
  }).timeout(120_000);

  it('lets a language model vote, marks what it voted, and keeps no votes for other commands', async () => {
    const model = scriptedModel({
      rules: {
        [sentenceOf('truth')]: text => Number(text.includes('In truth')),
        [sentenceOf('courtesy')]: text => Number(text.includes('Kindly')),
        'Select the response that is longer.': text => Math.round(text.length / 40),
      },
    });
    const server = await scriptedLlm(asked => answeredBy(model, asked));
    server.logprobs = 'left out';
    try {
      const { code, stdout, stderr } = await run('--llm', server.url, '--yes', '--json');
      assert.equal(code, 0, stderr);
      const { groups } = JSON.parse(stdout) as ValuesResult;
      const of = (id: string) => groups[0]!.values.find(value => value.id === id);
      assert.deepEqual([of('truth')!.votedBy, of('courtesy')!.votedBy], ['model', 'model']);
      assert.ok(of('truth')!.net.value > 0.9 && of('courtesy')!.net.value < -0.9);
      const conflict = groups[0]!.conflicts.find(({ winner, loser }) => winner === 'truth' && loser === 'courtesy')!;
      assert.ok(conflict.share.value > 0.9 && conflict.q < 0.001);
      assert.ok(!existsSync(votedPath(join(folder.path, 'storage'), file)));
    } finally {
      await server.stop();
    }
  }).timeout(240_000);
});
