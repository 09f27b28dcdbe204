import assert from 'node:assert/strict';
import { killAnywhere } from '../faults/killAnywhere.ts';
import { killInSave } from '../faults/killInSave.ts';

// One in a hundred of what `npm run faults` does in full.
describe('an engine that is killed, on a disk that fails', () => {
  for (const [part, runs] of [
    [killAnywhere, 3],
    [killInSave, 5],
  ] as const) {
    it(part.title, async () => {
      const failures: string[] = [];
      const { counts } = await part.run({ runs, seed: 1000, onFailure: failure => failures.push(failure) });
      assert.deepEqual(failures, []);
      assert.ok(Object.values(counts).every(count => count > 0));
    }).timeout(180_000);
  }
});
