import assert from 'node:assert/strict';
import { fileSystem } from '../faults/fileSystem.ts';
import { killAnywhere } from '../faults/killAnywhere.ts';
import { killInSave } from '../faults/killInSave.ts';
import { outside } from '../faults/outside.ts';
import { twoWindows } from '../faults/twoWindows.ts';

// A small part of what `npm run faults` does in full.
describe('an engine that is killed, a disk that fails, a file that others change', () => {
  for (const [part, runs] of [
    [killAnywhere, 2],
    [killInSave, 2],
    [fileSystem, 3],
    [outside, 2],
    [twoWindows, 1],
  ] as const) {
    it(part.title, async () => {
      const failures: string[] = [];
      const { counts } = await part.run({
        runs,
        seed: 1000,
        until: Number.POSITIVE_INFINITY,
        onFailure: failure => failures.push(failure),
      });
      assert.deepEqual(failures, []);
      assert.ok(Object.values(counts).every(count => count > 0));
    }).timeout(180_000);
  }
});
