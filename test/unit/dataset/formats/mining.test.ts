import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mineCommand } from '../../../../src/cli/commands/mine.ts';
import type { Terminal } from '../../../../src/cli/terminal.ts';
import { feedbackSignal } from '../../../../src/dataset/mining/feedbackSignal.ts';
import { mineConversation } from '../../../../src/dataset/mining/mineConversation.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporaryFolder.ts';
import { comparisonOf, rowsOf } from '../openFixture.ts';

const chat = (...texts: string[]) => texts.map((content, i) => ({ role: i % 2 === 0 ? 'user' : 'assistant', content }));

describe('conversation logs', () => {
  it('tell corrections, complaints, repetitions and thanks apart', () => {
    const q = 'What is the capital of Australia?';
    for (const turn of [
      "No, that's wrong.",
      'I meant the country',
      'You forgot the last point',
      'Actually, it is Canberra',
      "Thanks, but that's not correct",
    ]) {
      assert.equal(feedbackSignal(turn, q), 'correction', turn);
    }
    for (const turn of ["It doesn't work", 'Please try again', 'This is too long', 'Still the same error']) {
      assert.equal(feedbackSignal(turn, q), 'complaint', turn);
    }
    for (const turn of ['Thanks!', 'Perfect', 'That works, cheers', "Great, that's much better"]) {
      assert.equal(feedbackSignal(turn, q), 'thanks', turn);
    }
    assert.equal(feedbackSignal('what is the capital of australia', q), 'repetition');
    for (const turn of ['And of Austria?', 'Norway', 'Write a poem about a wrong turn', 'Nobody knows', 'yes']) {
      assert.equal(feedbackSignal(turn, turn === 'yes' ? 'yes' : q), null, turn);
    }
  });

  it('propose the answer after a correction against the one before it', () => {
    const [pair, ...more] = mineConversation(
      chat('Capital of Australia?', 'Sydney.', "No, that's wrong.", 'Canberra.', 'Thanks!', 'Welcome.'),
    );
    assert.equal(more.length, 0);
    assert.deepEqual(
      [pair!.chosen.content, pair!.rejected.content, pair!.signal, pair!.confirmed],
      ['Canberra.', 'Sydney.', 'correction', true],
    );
    assert.deepEqual(pair!.prompt, [{ role: 'user', content: 'Capital of Australia?' }]);
  });

  it('propose nothing where the next answer is no better, the same, or missing', () => {
    assert.equal(
      mineConversation(chat('Q1 is long enough', 'A', 'That is wrong', 'B', 'That is still wrong', 'B2')).length,
      1,
    );
    assert.equal(mineConversation(chat('Q1', 'A', 'That is wrong', 'A')).length, 0);
    assert.equal(mineConversation(chat('Q1', 'A', 'That is wrong')).length, 0);
    assert.equal(mineConversation(chat('Q1', 'A', 'Thanks', 'B')).length, 0);
  });

  it('become comparisons that are marked as mined, and open as such', async () => {
    const folder: TemporaryFolder = temporaryFolder();
    const said: string[] = [];
    const terminal = {
      out: (text: string) => said.push(text),
      note: (text: string) => said.push(text),
      signal: new AbortController().signal,
      progress: { show: () => undefined, clear: () => undefined },
    } as unknown as Terminal;
    try {
      const log = [
        { conversation_id: 'c7', conversation: chat('Sum of 2 and 2?', '5', 'That is not correct', '4', 'Perfect') },
        {
          conversations: [
            { from: 'human', value: 'Hi there, you' },
            { from: 'gpt', value: 'Hm' },
            { from: 'human', value: 'Hi there, you!' },
            { from: 'gpt', value: 'Hello' },
          ],
        },
        { other: true },
      ];
      const path = folder.write('chats.jsonl', log.map(one => JSON.stringify(one)).join('\n'));
      const out = join(folder.path, 'mined.jsonl');
      process.env.PAIRLENS_STORAGE = join(folder.path, 'storage');
      assert.equal(await mineCommand([path, '-o', out], terminal), 0);
      assert.match(
        said.join('\n'),
        /2 comparisons to review from 2 conversations \(1 after a correction, 1 after a repetition\)/,
      );
      assert.match(said.join('\n'), /1 records hold no conversation/);
      const [first, second] = (await rowsOf(out)).map(comparisonOf);
      assert.deepEqual(
        [first!.id, first!.source, first!.a.messages[0]!.content, first!.fields.mined_confirmed],
        ['c7#2', 'mined', '4', true],
      );
      assert.deepEqual([second!.id, second!.fields.mined_signal], ['line 2#2', 'repetition']);
      assert.equal(readFileSync(out, 'utf8').split('\n').length, 3);
      await assert.rejects(
        mineCommand([folder.write('x.jsonl', '{"a": 1}\n'), '-o', out], terminal),
        /none of its records holds a conversation/,
      );
    } finally {
      delete process.env.PAIRLENS_STORAGE;
      folder.remove();
    }
  });
});
