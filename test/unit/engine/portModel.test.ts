import assert from 'node:assert/strict';
import { MessageChannel } from 'node:worker_threads';
import { portModel, servePort } from '../../../src/engine/languageModels/portModel.ts';
import type { Answer, Ask } from '../../../src/llm/languageModel.ts';

const usage = { input: 3, cached: 0, output: 1, counted: 'estimate' } as const;
const answerOf = (text: string): Answer => ({ text, top: null, usage, finish: 'stop' });
const ask = (content: string): Ask => ({ messages: [{ role: 'user', content }], maxTokens: 8 });

describe('a model of the editor, asked over a port', () => {
  const channels: MessageChannel[] = [];
  afterEach(() => {
    for (const { port1 } of channels.splice(0)) port1.close();
  });
  const modelOf = (answer: (question: Ask, signal: AbortSignal) => Promise<Answer>) => {
    const channel = new MessageChannel();
    channels.push(channel);
    servePort(channel.port1, answer, () => 'busy');
    return portModel(channel.port2, { id: 'm', name: 'Vendor M', context: 100 });
  };

  it('gets each answer to its own question, in whatever order they come', async () => {
    const model = modelOf(async ({ messages }) => {
      const content = messages[0]?.content;
      if (content === 'slow') await new Promise(settle => setTimeout(settle, 30));
      return answerOf(`re: ${content}`);
    });
    const answers = await Promise.all([model.ask(ask('slow')), model.ask(ask('fast'))]);
    assert.deepEqual(
      answers.map(({ text }) => text),
      ['re: slow', 're: fast'],
    );
  });

  it('fails as the model does, with the kind of trouble', async () => {
    const model = modelOf(() => Promise.reject(new Error('Quota is used up.')));
    await assert.rejects(model.ask(ask('x')), { name: 'LlmError', message: 'Quota is used up.', trouble: 'busy' });
  });

  it('stops at the other end when it is cancelled', async () => {
    let stopped: () => void = () => undefined;
    const seen = new Promise<void>(settle => {
      stopped = settle;
    });
    const model = modelOf(
      (_, signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            stopped();
            reject(signal.reason);
          });
        }),
    );
    const stop = new AbortController();
    const asked = model.ask(ask('x'), stop.signal);
    setTimeout(() => stop.abort(new Error('enough')), 10);
    await assert.rejects(asked, /enough/);
    await seen;
  });
});
