import assert from 'node:assert/strict';
import { HostWatch } from '../../../webview/comparison/state/hostWatch.ts';

/** A watch over a host whose answers are given by hand. */
function watched() {
  const waiting: (() => void)[] = [];
  const seen = { asked: 0 };
  const watch = new HostWatch(() => {
    seen.asked++;
    return new Promise<void>(resolve => waiting.push(resolve));
  });
  return {
    watch,
    seen,
    look(times: number) {
      for (let i = 0; i < times; i++) watch.look();
    },
    async answer() {
      for (const resolve of waiting.splice(0)) resolve();
      await new Promise(resolve => setImmediate(resolve));
    },
  };
}

describe('the watch over the host', () => {
  it('never takes a host for silent that answers, however long it is looked at', async () => {
    const { watch, seen, look, answer } = watched();
    for (let i = 0; i < 100; i++) {
      look(1);
      await answer();
      assert.equal(watch.silent.value, false);
    }
    assert.ok(seen.asked > 20, 'and asks again and again');
  });

  it('takes a host for silent after several looks, and no more once it answers', async () => {
    const { watch, look, answer } = watched();
    look(2);
    look(5);
    assert.equal(watch.silent.value, false, 'it may be busy');
    look(1);
    assert.equal(watch.silent.value, true);
    await answer();
    assert.equal(watch.silent.value, false);
    look(1);
    assert.equal(watch.silent.value, false);
  });

  it('takes an error for an answer', async () => {
    const watch = new HostWatch(() => Promise.reject(new Error('no such request')));
    for (let i = 0; i < 20; i++) {
      watch.look();
      await new Promise(resolve => setImmediate(resolve));
      assert.equal(watch.silent.value, false);
    }
  });

  it('asks a silent host again now and then', () => {
    const { seen, look } = watched();
    look(2 + 6);
    assert.deepEqual(seen, { asked: 2 });
    look(9);
    assert.deepEqual(seen, { asked: 2 });
    look(1);
    assert.deepEqual(seen, { asked: 3 });
  });
});
