import assert from 'node:assert/strict';
import { appendFileSync, readFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { AppendFile } from '../../../src/dataset/appendFile.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';

type Write = (this: FileHandle, data: Buffer) => Promise<{ bytesWritten: number }>;

/** The next writes of any file: each gets so many bytes onto the disk, which is full then where it is told so. */
async function nextWrites(
  ...plans: readonly { readonly bytes: number; readonly full: boolean; readonly after?: () => void }[]
): Promise<() => void> {
  const some = await open(process.execPath, 'r');
  const prototype = Object.getPrototypeOf(some) as { write: Write };
  await some.close();
  const whole = prototype.write;
  const left = [...plans];
  prototype.write = async function (data) {
    const plan = left.shift();
    if (plan === undefined) return whole.call(this, data);
    const done = await whole.call(this, data.subarray(0, plan.bytes));
    plan.after?.();
    if (plan.full) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write' });
    return done;
  };
  return () => {
    prototype.write = whole;
  };
}

describe('a file that lines are appended to', () => {
  let folder: TemporaryFolder;
  let path: string;
  let restore: () => void = () => undefined;
  beforeEach(() => {
    folder = temporaryFolder();
    path = join(folder.path, 'lines.jsonl');
  });
  afterEach(() => {
    restore();
    folder.remove();
  });
  const lines = (): string[] => readFileSync(path, 'utf8').split('\n').slice(0, -1);

  it('takes off what a full disk took of a line, and says what to do', async () => {
    const file = await AppendFile.open(path);
    await file.append(['one']);
    restore = await nextWrites({ bytes: 3, full: true });
    await assert.rejects(file.append(['two']), /lines\.jsonl: it can't be written: the disk is full .*Free some space/);
    await file.append(['three']);
    await file.close();
    assert.deepEqual(lines(), ['"one"', '"three"']);
  });

  it('keeps the next line whole where another program wrote behind the torn one', async () => {
    const file = await AppendFile.open(path);
    await file.append(['one']);
    restore = await nextWrites({ bytes: 3, full: true, after: () => appendFileSync(path, '\n"theirs"') });
    await assert.rejects(file.append(['two and more']));
    await file.append(['three']);
    await file.close();
    assert.deepEqual(lines(), ['"one"', '"tw', '"theirs"', '"three"']);
  });

  it('goes on where the system took a part of a write only', async () => {
    const file = await AppendFile.open(path);
    restore = await nextWrites({ bytes: 2, full: false }, { bytes: 1, full: false });
    await file.append(['one', 'two']);
    await file.close();
    assert.deepEqual(lines(), ['"one"', '"two"']);
  });

  it('begins a new line after what a crash cut short, and opens again after it was closed', async () => {
    appendFileSync(path, '"tor');
    const file = await AppendFile.open(path);
    await file.append(['one']);
    await file.close();
    await file.append(['two']);
    await file.close();
    assert.deepEqual(lines(), ['"tor', '"one"', '"two"']);
  });
});
