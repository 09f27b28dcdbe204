import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { AnswerFile } from '../../../src/llm/answers/answerFile.ts';
import { askKey } from '../../../src/llm/answers/askKey.ts';
import { keeping } from '../../../src/llm/answers/keeping.ts';
import { patient } from '../../../src/llm/wrap/patient.ts';
import { answerOf, askOf, playedModel } from '../../support/playedModel.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';

describe('answers that are kept', () => {
  let folder: TemporaryFolder;
  let path: string;
  beforeEach(() => {
    folder = temporaryFolder();
    path = join(folder.path, 'answers', 'one.jsonl');
  });
  afterEach(() => folder.remove());

  const echo = () => playedModel(({ messages }) => answerOf(`re: ${messages[0]!.content}`));

  it('are given again without an ask, in the next process too', async () => {
    const model = echo();
    const file = await AnswerFile.open(path);
    const kept = keeping(model, file);
    const first = await kept.model.ask(askOf('x'));
    assert.deepEqual(await kept.model.ask(askOf('x')), first);
    await file.close();
    const again = await AnswerFile.open(path);
    assert.equal(again.size, 1);
    const second = keeping(model, again);
    assert.deepEqual(await second.model.ask(askOf('x')), first);
    assert.equal(second.reused(), 1);
    assert.equal(model.asked.length, 1);
    if (process.platform !== 'win32') assert.equal(statSync(path).mode & 0o777, 0o600);
    await again.close();
  });

  it('are told apart by all that an answer depends on', () => {
    const ask = askOf('x');
    const others = [
      askKey('other', ask),
      askKey('m', { ...ask, maxTokens: 11 }),
      askKey('m', { ...ask, topLogprobs: 5 }),
      askKey('m', { ...ask, schema: { name: 's', schema: {} } }),
      askKey('m', { ...ask, messages: [{ role: 'system', content: 'x' }] }),
      askKey('m', askOf('y')),
    ];
    assert.equal(new Set([askKey('m', ask), ...others]).size, 7);
    assert.equal(askKey('m', ask), askKey('m', { ...ask }));
  });

  it('are asked for once by those who ask at the same time', async () => {
    const model = echo();
    const kept = keeping(model, null);
    const answers = await Promise.all([1, 2, 3].map(() => kept.model.ask(askOf('x'))));
    assert.equal(model.asked.length, 1);
    assert.deepEqual(new Set(answers).size, 1);
  });

  it('outlive a line torn at any byte, and lines that are no answers', async () => {
    const file = await AnswerFile.open(path);
    const kept = keeping(echo(), file);
    for (const text of ['a', 'b', 'c']) await kept.model.ask(askOf(text));
    await file.close();
    const whole = readFileSync(path);
    const last = whole.lastIndexOf('{"key"');
    for (let size = last; size < whole.length; size++) {
      truncateSync(path, size);
      const torn = await AnswerFile.open(path);
      const asked = echo();
      const again = keeping(asked, torn);
      for (const text of ['a', 'b', 'c', 'd']) await again.model.ask(askOf(text));
      assert.deepEqual(
        asked.asked.map(({ messages }) => messages[0]!.content),
        ['c', 'd'],
        `at ${size} of ${whole.length}`,
      );
      await torn.close();
      const healed = await AnswerFile.open(path);
      assert.equal((await healed.get(askKey('played', askOf('c'))))?.text, 're: c');
      assert.equal((await healed.get(askKey('played', askOf('d'))))?.text, 're: d');
      await healed.close();
      truncateSync(path, last);
      appendFileSync(path, whole.subarray(last));
    }
    appendFileSync(path, `not json\n{"key":"${'0'.repeat(64)}", broken\n`);
    const spoiled = await AnswerFile.open(path);
    assert.equal(await spoiled.get('0'.repeat(64)), null);
    assert.notEqual(await spoiled.get(askKey('played', askOf('c'))), null);
    await spoiled.close();
  });

  it('are shared by several processes at work', async () => {
    const files = await Promise.all([1, 2, 3].map(() => AnswerFile.open(path)));
    const keys = Array.from({ length: 60 }, (_, at) => askKey('m', askOf(`${at}`)));
    await Promise.all(keys.map((key, at) => files[at % 3]!.add(key, answerOf(`${at}`.repeat(50)))));
    for (const file of files) {
      for (const [at, key] of keys.entries()) assert.equal((await file.get(key))?.text, `${at}`.repeat(50));
      await file.close();
    }
  });

  it('are read from files larger than a chunk', async () => {
    const file = await AnswerFile.open(path);
    const long = 'x'.repeat(700_000);
    for (const at of [0, 1, 2, 3]) await file.add(askKey('m', askOf(`${at}`)), answerOf(`${at}${long}`));
    await file.close();
    const again = await AnswerFile.open(path);
    assert.equal(again.size, 4);
    for (const at of [0, 1, 2, 3]) assert.equal((await again.get(askKey('m', askOf(`${at}`))))?.text, `${at}${long}`);
    await again.close();
  });

  it('are kept although whoever asked gave up', async () => {
    let go = (): void => undefined;
    const model = playedModel(async () => {
      await new Promise<void>(resolve => {
        go = resolve;
      });
      return answerOf('late');
    });
    const file = await AnswerFile.open(path);
    const kept = keeping(patient(model, new AbortController().signal), file);
    const stop = new AbortController();
    const asked = kept.model.ask(askOf('x'), stop.signal);
    while (model.asked.length === 0) await new Promise(resolve => setImmediate(resolve));
    stop.abort(new Error('enough'));
    await assert.rejects(asked, /enough/);
    const joined = kept.model.ask(askOf('x'));
    go();
    await kept.idle();
    assert.equal((await joined).text, 'late');
    assert.equal((await kept.model.ask(askOf('x'))).text, 'late');
    assert.equal(model.asked.length, 1);
    await file.close();
  });

  it('are asked for again after a failure', async () => {
    let fails = true;
    const model = playedModel(() => {
      if (fails) throw new Error('no');
      return answerOf('yes');
    });
    const kept = keeping(model, null);
    await assert.rejects(kept.model.ask(askOf('x')), /no/);
    fails = false;
    assert.equal((await kept.model.ask(askOf('x'))).text, 'yes');
  });
});
