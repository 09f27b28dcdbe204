import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { sidecarPath } from '../../../src/dataset/sidecar.ts';
import { parseSidecarLine } from '../../../src/dataset/sidecarLine.ts';
import { closeRequest } from '../../../src/protocol/opening.ts';
import { recoverRequest } from '../../../src/protocol/recovery.ts';
import { saveRequest } from '../../../src/protocol/saving.ts';
import type { TestEngine } from '../../engine/support/engine.ts';
import type { KilledSession } from './session.ts';
import { different, shownMeanings } from './shown.ts';

/** Who takes a session up again after its engine was killed. */
export const returns = ['host', 'journal', 'backup'] as const;

export type Return = (typeof returns)[number];

/**
 * Looks at what a killed engine left, takes the session up again, saves it, and looks once more: no acknowledged decision
 * may be missing, no byte changed that nobody asked for, nothing be left lying about.
 *
 * @param how `host`: the extension host still holds the decisions; `journal`: nothing was left but the journal; `backup`: the
 *   editor also has a backup, of an earlier time maybe
 */
export async function lookAfterwards(
  session: KilledSession,
  rows: number,
  how: Return,
  engine: TestEngine,
): Promise<void> {
  assert.equal(session.wrongFile(), null);
  checkReviewFile(session.path);
  const { path, storage, truth } = session;
  const actions = await takeUp(session, engine, rows, how);
  await engine.connection.sendRequest(saveRequest, { doc: 'd', path: null, overwrite: false });
  assert.equal(truth.wrongFile(readFileSync(path, 'utf8'), actions), null, 'after the next save');
  await engine.connection.sendRequest(closeRequest, { doc: 'd', keepJournal: true });
  const { recoverable } = await engine.open({ doc: 'e', path, storage });
  assert.equal(recoverable, 0, 'something is left to recover after everything was saved');
  const shown = await shownMeanings(engine.connection, 'e', rows);
  assert.deepEqual(different(shown, truth.meanings(actions)), [], 'the saved decisions');
  await engine.connection.sendRequest(closeRequest, { doc: 'e', keepJournal: false });
  const left = readdirSync(dirname(session.path)).filter(name => name.endsWith('.tmp'));
  assert.deepEqual(left, [], 'temporary files are left');
}

/** Opens the session again. Answers how many of its actions are there: all that were acknowledged, and maybe more. */
async function takeUp(session: KilledSession, engine: TestEngine, rows: number, how: Return): Promise<number> {
  const { path, storage, truth, backup } = session;
  if (how === 'host') {
    const written = session.saved === null ? {} : { written: session.saved.written };
    await engine.open({ doc: 'd', path, storage, ...written, decisions: [...truth.decisions(truth.sent)] });
    const shown = await shownMeanings(engine.connection, 'd', rows);
    assert.deepEqual(different(shown, truth.meanings(truth.sent)), [], 'the decisions that the host held');
    return truth.sent;
  }
  const opened = await engine.open({
    doc: 'd',
    path,
    storage,
    ...(how === 'backup' && session.hasBackup ? { backup } : {}),
  });
  if (opened.recoverable > 0) await engine.connection.sendRequest(recoverRequest, { doc: 'd' });
  return matching(session, await shownMeanings(engine.connection, 'd', rows));
}

/** How many actions were taken up: all that were acknowledged, and maybe some of those that were on their way. */
function matching({ truth, acknowledged }: KilledSession, shown: readonly string[]): number {
  const wrong: string[][] = [];
  for (let actions = truth.sent; actions >= acknowledged; actions--) {
    const differences = different(shown, truth.meanings(actions));
    if (differences.length === 0) return actions;
    wrong.push(differences);
  }
  const closest = wrong.toSorted((x, y) => x.length - y.length)[0]!;
  throw new assert.AssertionError({
    message: `${closest.length} decisions are lost or wrong after ${acknowledged} acknowledged actions: ${closest.slice(0, 3).join('; ')}`,
  });
}

/** Lines of the review file are whole, but for one that was being written. */
export function checkReviewFile(path: string): void {
  const sidecar = sidecarPath(path);
  if (!existsSync(sidecar)) return;
  const lines = readFileSync(sidecar, 'utf8').split('\n');
  lines.pop();
  const bad = lines.filter(line => line !== '' && typeof parseSidecarLine(line) === 'string');
  assert.deepEqual(bad, [], 'lines of the review file that can’t be read');
}
