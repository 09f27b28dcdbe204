import assert from 'node:assert/strict';
import { Coalesced } from '../../../webview/comparison/state/coalesced.ts';

describe('coalesced work', () => {
  it('runs once more after it, however often it was asked for meanwhile, and settles after a run that began later', async () => {
    let asked = 0;
    let seen = 0;
    let runs = 0;
    const work = new Coalesced(async () => {
      runs++;
      const now = asked;
      await new Promise(resolve => setTimeout(resolve, 2));
      seen = now;
    });
    const calls = Array.from({ length: 50 }, () => {
      const mine = ++asked;
      return work.run().then(() => assert.ok(seen >= mine, `${seen} of ${mine}`));
    });
    await Promise.all(calls);
    assert.equal(runs, 2);
    await work.run();
    assert.equal(runs, 3);
  });

  it('goes on after a failure', async () => {
    let runs = 0;
    const work = new Coalesced(async () => {
      if (++runs === 1) throw new Error('once');
    });
    const [first, second] = await Promise.allSettled([work.run(), work.run()]);
    assert.equal(first!.status, 'rejected');
    assert.equal(second!.status, 'fulfilled');
    assert.equal(runs, 2);
  });
});
