import assert from 'node:assert/strict';
import { TokenGauge } from '../../../src/llm/tokens/tokenGauge.ts';
import { limiting } from '../../../src/llm/wrap/limiting.ts';
import { answerOf, askOf, playedClock, playedModel } from '../../support/playedModel.ts';

const tick = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

describe('limits of a server', () => {
  it('lets so many asks work at one time, in their order', async () => {
    const go: (() => void)[] = [];
    let atWork = 0;
    let most = 0;
    const model = playedModel(async () => {
      most = Math.max(most, ++atWork);
      await new Promise<void>(resolve => go.push(resolve));
      atWork--;
      return answerOf('ok');
    });
    const limits = { concurrency: 3, requestsPerMinute: null, tokensPerMinute: null };
    const limited = limiting(model, limits, new TokenGauge());
    const asked = Promise.all(Array.from({ length: 10 }, (_, at) => limited.ask(askOf(`${at}`))));
    for (let i = 0; i < 30; i++) {
      await tick();
      go.shift()?.();
    }
    await asked;
    assert.equal(most, 3);
    assert.deepEqual(
      model.asked.map(({ messages }) => messages[0]!.content),
      Array.from({ length: 10 }, (_, at) => `${at}`),
    );
  });

  it('begins no more than so many asks in any minute', async () => {
    const clock = playedClock();
    const starts: number[] = [];
    const model = playedModel(() => {
      starts.push(clock.now());
      return answerOf('ok');
    });
    const limits = { concurrency: 8, requestsPerMinute: 3, tokensPerMinute: null };
    const limited = limiting(model, limits, new TokenGauge(), clock);
    await Promise.all(Array.from({ length: 8 }, () => limited.ask(askOf('x'))));
    assert.deepEqual(starts, [0, 0, 0, 60_000, 60_000, 60_000, 120_000, 120_000]);
  });

  it('spends no more than so many tokens in any minute, and lets a larger ask go alone', async () => {
    const clock = playedClock();
    const starts: number[] = [];
    const model = playedModel(() => {
      starts.push(clock.now());
      return answerOf('ok', 40, 10);
    });
    const limits = { concurrency: 1, requestsPerMinute: null, tokensPerMinute: 110 };
    const limited = limiting(model, limits, new TokenGauge(), clock);
    for (let i = 0; i < 4; i++) await limited.ask(askOf('x'));
    await limited.ask(askOf('x', 5000));
    assert.deepEqual(starts, [0, 0, 60_000, 60_000, 120_000]);
  });

  it('lets those go that give up while they wait', async () => {
    let go = (): void => undefined;
    const model = playedModel(async () => {
      await new Promise<void>(resolve => {
        go = resolve;
      });
      return answerOf('ok');
    });
    const limited = limiting(
      model,
      { concurrency: 1, requestsPerMinute: null, tokensPerMinute: null },
      new TokenGauge(),
    );
    const first = limited.ask(askOf('1'));
    const stop = new AbortController();
    const second = limited.ask(askOf('2'), stop.signal);
    await tick();
    stop.abort(new Error('enough'));
    await assert.rejects(second, /enough/);
    go();
    await first;
    assert.equal(model.asked.length, 1);
    const third = limited.ask(askOf('3'));
    await tick();
    go();
    await third;
  });
});
