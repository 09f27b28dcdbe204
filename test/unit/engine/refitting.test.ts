import assert from 'node:assert/strict';
import { type RefitTarget, Refitting } from '../../../src/engine/refitting.ts';
import type { RefitSettings } from '../../../src/protocol/refit.ts';

const settings: RefitSettings = { seed: 0, members: {}, after: { changes: 3, pause: 10 } };
const wait = (milliseconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, milliseconds));

/** A document whose audits end when the test says so. */
function target() {
  const audits: { end: (error?: Error) => void; aborted: () => boolean }[] = [];
  const waiting: (() => void)[] = [];
  const made = {
    audited: true,
    changes: 0,
    audits,
    /** Settles when `n` audits have begun. */
    async begun(n: number): Promise<void> {
      while (audits.length < n) await new Promise<void>(resolve => waiting.push(resolve));
    },
    announce: () => undefined,
    failures: [] as string[],
    failed: (error: unknown) => void made.failures.push(String(error)),
    audit: (_: RefitSettings, signal: AbortSignal): Promise<void> =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        audits.push({
          aborted: () => signal.aborted,
          end: error => (error === undefined ? resolve() : reject(error)),
        });
        for (const wake of waiting.splice(0)) wake();
      }),
  };
  return made satisfies RefitTarget;
}

/** A refit that began after three changes. */
async function begun() {
  const doc = target();
  const refitting = new Refitting(doc);
  refitting.set(settings);
  doc.changes = 3;
  refitting.changed();
  await doc.begun(1);
  return { doc, refitting };
}

describe('a refit', () => {
  it('begins after enough changes and a pause, and not before the first audit', async () => {
    const doc = { ...target(), audited: false };
    const refitting = new Refitting(doc);
    refitting.set(settings);
    doc.changes = 3;
    refitting.changed();
    await wait(40);
    assert.equal(doc.audits.length, 0);
    doc.audited = true;
    doc.changes = 2;
    refitting.changed();
    await wait(40);
    assert.equal(doc.audits.length, 0);
    doc.changes = 3;
    refitting.changed();
    await doc.begun(1);
    assert.deepEqual(refitting.state, { share: 0 });
    doc.changes = 0;
    doc.audits[0]!.end();
    await wait(0);
    assert.equal(refitting.state, null);
  });

  it('goes on when more is changed, and goes again for what came meanwhile', async () => {
    const { doc, refitting } = await begun();
    doc.changes = 7;
    refitting.changed();
    assert.equal(doc.audits[0]!.aborted(), false);
    // The new audit knows of three; four came since.
    doc.changes = 4;
    doc.audits[0]!.end();
    await doc.begun(2);
    refitting.close();
  });

  it('stops when everything is taken back', async () => {
    const { doc, refitting } = await begun();
    doc.changes = 0;
    refitting.changed();
    assert.equal(doc.audits[0]!.aborted(), true);
  });

  it('can be cancelled, and waits for as many changes more', async () => {
    const { doc, refitting } = await begun();
    await refitting.cancel();
    assert.deepEqual([doc.audits[0]!.aborted(), refitting.state], [true, null]);
    doc.changes = 5;
    refitting.changed();
    await wait(60);
    assert.equal(doc.audits.length, 1);
    doc.changes = 6;
    refitting.changed();
    await doc.begun(2);
    refitting.close();
  });

  it('is tried again only after more changes where it failed', async () => {
    const { doc, refitting } = await begun();
    doc.audits[0]!.end(new Error('planted'));
    await wait(60);
    assert.deepEqual([doc.audits.length, refitting.state, doc.failures], [1, null, ['Error: planted']]);
    doc.changes = 6;
    refitting.changed();
    await doc.begun(2);
    refitting.close();
  });

  it('runs when asked, also where it never does by itself; asked twice it runs once', async () => {
    const doc = target();
    const refitting = new Refitting(doc);
    assert.equal(await refitting.now(), false, 'nobody said how');
    refitting.set({ ...settings, after: null });
    doc.changes = 30;
    refitting.changed();
    await wait(40);
    assert.equal(doc.audits.length, 0);
    const [one, other] = [refitting.now(), refitting.now()];
    assert.equal(doc.audits.length, 1);
    doc.audits[0]!.end();
    assert.deepEqual([await one, await other], [true, true]);
    const third = refitting.now();
    await refitting.cancel();
    assert.equal(await third, false);
    const fourth = refitting.now();
    doc.audits[2]!.end(new Error('planted'));
    await assert.rejects(fourth, /planted/);
  });
});
