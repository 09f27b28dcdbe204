import assert from 'node:assert/strict';
import { underSignals } from '../../../src/engine/underSignals.ts';

const raised = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));

describe('work under several signals', () => {
  it('ends with the reason of the first that is raised, however late', async () => {
    const [one, other] = [new AbortController(), new AbortController()];
    const work = underSignals([one.signal, other.signal], raised);
    // Room for the collector to do its worst.
    for (let i = 0; i < 20; i++) {
      new Array(1e6).fill(i);
      await new Promise(resolve => setImmediate(resolve));
    }
    other.abort(new Error('enough'));
    await assert.rejects(work, /enough/);
  });

  it('is told of a signal that was raised before', async () => {
    await assert.rejects(
      underSignals([AbortSignal.abort(new Error('long ago'))], async signal => signal.throwIfAborted()),
      /long ago/,
    );
  });

  it('gives what the work gives', async () => {
    assert.equal(await underSignals([new AbortController().signal], async () => 7), 7);
  });
});
