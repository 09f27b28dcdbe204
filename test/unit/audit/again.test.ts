import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Audit } from '../../../src/audit/audit.ts';
import { auditDataset } from '../../../src/audit/auditDataset.ts';
import type { AuditModels } from '../../../src/audit/auditModels.ts';
import { readAll } from '../../../src/audit/readAll.ts';
import { openDataset } from '../../../src/dataset/openDataset.ts';
import type { Row } from '../../../src/dataset/row.ts';
import { type Decision, judgement, undecided } from '../../../src/edits/decision.ts';
import { TextMemory } from '../../../src/reward/features/textMemory.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';
import { everyMember, withoutTrees } from './withoutTrees.ts';

describe('an audit after another', function () {
  this.timeout(180_000);
  let folder: TemporaryFolder;
  let rows: Row[];

  before(async () => {
    folder = temporaryFolder();
    const head = readFileSync('samples/helpdesk.jsonl', 'utf8').split('\n').slice(0, 80);
    const dataset = await openDataset(folder.write('s.jsonl', head.join('\n')), { storage: folder.path });
    rows = await readAll(dataset, () => undefined);
    await dataset.close();
  });
  after(() => folder.remove());

  const audit = (
    decisions: ReadonlyMap<number, Decision>,
    memory?: TextMemory,
    models: AuditModels = withoutTrees,
  ): Promise<Audit> => {
    const kept = memory === undefined ? {} : { memory };
    return auditDataset(rows, { file: 's', format: 'f', seed: 1, decisions, models, ...kept });
  };
  /** All but what depends on the clock, and what was known before. */
  const timeless = ({ at: _at, figures: { seconds: _seconds, work: _work, ...figures }, ...rest }: Audit) => ({
    ...rest,
    figures,
  });
  const edit = (text: string): Decision => ({ ...undecided, texts: { 'a/0': text } });

  it('counts only the texts that are new, and finds what an audit of a bare machine finds', async () => {
    const memory = new TextMemory();
    const first = await audit(new Map(), memory);
    assert.ok(first.figures.work.counted > 100);
    assert.equal(first.figures.work.counted, first.figures.work.texts);

    const verdicts = new Map([2, 5, 7].map(row => [row, { ...undecided, ...judgement('b', 'seen') }] as const));
    const relabelled = await audit(verdicts, memory);
    assert.equal(relabelled.figures.work.counted, 0, 'labels change no text');
    assert.deepEqual(timeless(relabelled), timeless(await audit(verdicts)));

    const edits = new Map([
      [3, edit('Restart the router, then wait until all four lamps are green.')],
      [9, edit('The invoice is under Account, in the list of the month.')],
      [11, edit('The invoice is under Account, in the list of the month.')],
    ]);
    const edited = await audit(edits, memory, everyMember);
    assert.equal(edited.figures.work.counted, 2, 'two texts are new, one of them in two comparisons');
    assert.deepEqual(timeless(edited), timeless(await audit(edits, undefined, everyMember)));

    const undone = await audit(new Map(), memory);
    assert.equal(undone.figures.work.counted, 0, 'what was taken back is still known');
    assert.deepEqual(timeless(undone), timeless(first));
  });

  it('forgets texts that have long gone', async () => {
    const memory = new TextMemory();
    for (let i = 0; i < 3000; i++) memory.facts(`A text that is no longer there, number ${i}`);
    memory.tidy(100, 50);
    const before = memory.counted;
    memory.facts('A text that is no longer there, number 1');
    assert.equal(memory.counted, before + 1);
    memory.tidy(100, 50);
    memory.facts('A text that is no longer there, number 1');
    assert.equal(memory.counted, before + 1);
  });
});
