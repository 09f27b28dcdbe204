import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { bundle } from '../../fuzz/bundle.ts';
import { instrument } from '../../fuzz/instrument.ts';
import { shrink } from '../../fuzz/shrink.ts';
import { targets } from '../../fuzz/targets.ts';
import { watch } from '../../fuzz/watch.ts';

/** Inputs for each target. */
const executions = 80;

describe('made-up inputs', () => {
  it('break nothing that is promised, wherever something is read that others wrote', async function () {
    this.timeout(240_000);
    const program = resolve('out/fuzz/share.cjs');
    await bundle(false, program);
    const names = targets.map(({ name }) => name);
    const outcome = await watch({ names, seed: 1, executions, seconds: 30, counters: 0, program });
    assert.deepEqual(outcome.faults, []);
    assert.ok(outcome.executions > executions, `${outcome.executions}`);
  });
});

describe('the program that makes them up', () => {
  it('counts branches and leaves what the code does as it is', () => {
    const source = `
      export function f(n: number, list: readonly number[] = n > 2 ? [1] : []): string {
        if (n < 0) return 'less';
        else if (n === 0) return 'none';
        for (const i of list) if (i > 5) n++;
        switch (n) { case 1: return 'one'; default: return [n].map(x => ({ x }))[0]!.x > 1 && n < 9 ? 'some' : 'many'; }
      }`;
    let counters = 0;
    const counted = instrument(source, 'f.ts', () => counters++);
    assert.ok(counters >= 12, `${counters}`);
    assert.equal(counted.split('\n').length, source.split('\n').length);
    assert.equal(
      counted.replaceAll(/\(__hits\[\d+\]\+\+, |\{ __hits\[\d+\]\+\+; | ?__hits\[\d+\]\+\+;/g, '').includes('__hits'),
      false,
    );
  });

  it('makes an input with a fault short', async () => {
    const found = await shrink(Buffer.from('aaaaaaaaXbbbbbbbbYcccc'), async one => /X.*Y/.test(one.toString()));
    assert.equal(found.toString(), 'XY');
  });
});
