import assert from 'node:assert/strict';
import { draftRecord } from '../../../src/dataset/draftRecord.ts';
import { undecided } from '../../../src/edits/decision.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';
import { opened } from './openFixture.ts';

describe('a draft of a record', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  async function draft(name: string, text: string, kind: 'copy' | 'blank', decision = undecided): Promise<string> {
    const dataset = await opened(folder.write(name, text));
    try {
      return draftRecord(dataset, await dataset.readBytes(0), decision, kind);
    } finally {
      await dataset.close();
    }
  }

  const record = '{"prompt": "p", "chosen": "c", "rejected": "r", "id": 12345678901234567890, "score_chosen": 1.50}';

  it('is a copy byte for byte, with the texts as they are edited', async () => {
    assert.equal(await draft('x.jsonl', `${record}\n`, 'copy'), record);
    const edited = { ...undecided, texts: { 'a/0': 'better' } as const };
    assert.equal(await draft('x.jsonl', `${record}\n`, 'copy', edited), record.replace('"c"', '"better"'));
  });

  it('leaves the verdict with the original', async () => {
    const judged = { ...undecided, verdict: 'b', given: 'seen' } as const;
    assert.equal(await draft('x.jsonl', `${record}\n`, 'copy', judged), record);
  });

  it('is blank in the layout of the file, without what says something of another comparison', async () => {
    assert.equal(await draft('x.jsonl', `${record}\n`, 'blank'), '{"prompt": "", "chosen": "", "rejected": ""}');
  });

  it('keeps the columns of separated values', async () => {
    const text = 'id,prompt,chosen,rejected\n7,"p, q",c,r\n';
    assert.equal(await draft('x.csv', text, 'blank'), ',"",,');
    assert.equal(await draft('x.csv', text, 'copy'), '7,"p, q",c,r');
  });

  it('of conversations keeps the turns', async () => {
    const turn = (role: string, content: string) => ({ role, content });
    const chosen = [turn('system', 's'), turn('user', 'u'), turn('assistant', 'a')];
    const rejected = [turn('system', 's'), turn('user', 'u'), turn('assistant', 'b')];
    const blank = JSON.parse(await draft('x.jsonl', `${JSON.stringify({ chosen, rejected, source: 's' })}\n`, 'blank'));
    const empty = [turn('system', ''), turn('user', ''), turn('assistant', '')];
    assert.deepEqual(blank, { chosen: empty, rejected: empty });
  });

  it('is refused of a line that is no comparison', async () => {
    await assert.rejects(draft('x.jsonl', `{ broken\n${record}\n${record}\n`, 'copy'), /can.t be read as a comparison/);
  });
});
