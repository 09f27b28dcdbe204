import assert from 'node:assert/strict';
import { LlmError, type LlmTrouble } from '../../../src/llm/llmError.ts';
import { retrying, usualPatience } from '../../../src/llm/wrap/retrying.ts';
import { answerOf, askOf, playedClock, playedModel } from '../../support/playedModel.ts';

describe('asking again', () => {
  const failing = (errors: readonly Error[]) => {
    const left = [...errors];
    return playedModel(() => {
      const error = left.shift();
      if (error !== undefined) throw error;
      return answerOf('yes');
    });
  };
  const trouble = (kind: LlmTrouble, retryAfter: number | null = null): LlmError =>
    new LlmError(kind, kind, retryAfter);

  it('waits longer each time, never less than half of the range', async () => {
    const clock = playedClock();
    const model = failing([trouble('broken'), trouble('broken'), trouble('broken')]);
    const answer = await retrying(model, usualPatience, clock, () => 0).ask(askOf('x'));
    assert.equal(answer.text, 'yes');
    assert.deepEqual(clock.waits, [250, 500, 1000]);
    assert.equal(model.asked.length, 4);
  });

  it('gives up a broken server after so many tries', async () => {
    const model = failing(Array.from({ length: 9 }, () => trouble('broken')));
    await assert.rejects(retrying(model, usualPatience, playedClock()).ask(askOf('x')), { trouble: 'broken' });
    assert.equal(model.asked.length, 4);
  });

  it('waits for a server that loads, but not for ever', async () => {
    const clock = playedClock();
    const model = failing(Array.from({ length: 12 }, () => trouble('busy')));
    assert.equal((await retrying(model, usualPatience, clock, () => 0.999).ask(askOf('x'))).text, 'yes');
    const endless = failing(Array.from({ length: 1000 }, () => trouble('busy')));
    const second = playedClock();
    await assert.rejects(retrying(endless, usualPatience, second).ask(askOf('x')), { trouble: 'busy' });
    assert.ok(second.now() <= usualPatience.busy);
  });

  it('does as Retry-After says, for all asks', async () => {
    const clock = playedClock();
    const model = failing([trouble('busy', 7000)]);
    const patient = retrying(model, usualPatience, clock, () => 0);
    const asked = patient.ask(askOf('x'));
    await asked;
    assert.deepEqual(clock.waits, [7000]);
    const long = failing([trouble('busy', 3_000_000)]);
    await assert.rejects(retrying(long, usualPatience, playedClock()).ask(askOf('x')), { trouble: 'busy' });
  });

  it('repeats nothing that can’t succeed, and nothing after a cancel', async () => {
    for (const kind of ['refused', 'too-long', 'budget'] as const) {
      const model = failing([trouble(kind)]);
      await assert.rejects(retrying(model, usualPatience, playedClock()).ask(askOf('x')), { trouble: kind });
      assert.equal(model.asked.length, 1);
    }
    const bug = failing([new TypeError('bug')]);
    await assert.rejects(retrying(bug, usualPatience, playedClock()).ask(askOf('x')), TypeError);
    const stop = new AbortController();
    const model = playedModel(() => {
      stop.abort(new Error('enough'));
      throw trouble('broken');
    });
    await assert.rejects(retrying(model, usualPatience, playedClock()).ask(askOf('x'), stop.signal), /enough/);
    assert.equal(model.asked.length, 1);
  });
});
