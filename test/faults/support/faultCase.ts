import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ResponseError } from 'vscode-jsonrpc';
import { userErrorCode } from '../../../src/protocol/errorCodes.ts';
import { closeRequest } from '../../../src/protocol/opening.ts';
import { recoverRequest } from '../../../src/protocol/recovery.ts';
import { saveRequest } from '../../../src/protocol/saving.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';
import { checkReviewFile } from './afterwards.ts';
import { crashCopy } from './crashCopy.ts';
import type { FaultPlan } from './faultPlan.ts';
import type { FaultyEngine } from './faultyEngine.ts';
import { madeFile } from './madeFile.ts';
import { KilledSession } from './session.ts';
import { different, shownMeanings } from './shown.ts';

/** What is asked of the engine while something goes wrong. */
export interface Operation {
  readonly name: string;
  /** What was done before, all of it acknowledged. */
  prepare(session: KilledSession, rows: readonly number[]): Promise<void>;
  work(session: KilledSession, rows: readonly number[]): Promise<void>;
}

const rows = 14;
const made = madeFile(rows, 7);

/** How one fault at one call went. */
export interface CaseResult {
  /** Calls that the operation made. */
  readonly calls: number;
  /** False where the operation did without what failed. */
  readonly refused: boolean;
}

/**
 * Lets one call of an operation go wrong, and then: the user is told which file and what to do; nothing on disk is half
 * written; a crash at this moment would lose nothing that was acknowledged; the same again works.
 */
export async function faultCase(
  {
    engine,
    ...faulty
  }: Pick<FaultyEngine, 'engine'> & { readonly plan: FaultyEngine['plan']; readonly heal: FaultyEngine['heal'] },
  operation: Operation,
  plan: Pick<FaultPlan, 'fault' | 'at' | 'onwards'>,
): Promise<CaseResult> {
  const folder = temporaryFolder();
  const { connection } = engine;
  try {
    const session = new KilledSession(folder, made, engine);
    await engine.open({ doc: 'd', path: session.path, storage: session.storage });
    await operation.prepare(session, made.comparisons);
    faulty.plan({ ...plan, under: folder.path });
    const error = await operation.work(session, made.comparisons).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    const calls = faulty.heal();
    if (error !== null) checkWords(error, folder);
    assert.equal(session.wrongFile(), null);
    checkReviewFile(session.path);
    await checkCrash(session, engine.open, connection);
    if (error !== null) await operation.work(session, made.comparisons);
    await session.save();
    await connection.sendRequest(closeRequest, { doc: 'd', keepJournal: true });
    await checkFresh(session, engine.open, connection);
    return { calls: calls.length, refused: error !== null };
  } finally {
    faulty.heal();
    for (const doc of ['d', 'crash', 'fresh']) await connection.sendRequest(closeRequest, { doc, keepJournal: false });
    folder.remove();
  }
}

/** The user is told of which file, and what to do. */
function checkWords(error: unknown, folder: TemporaryFolder): void {
  assert.ok(error instanceof ResponseError, String(error));
  assert.equal(error.code, userErrorCode, error.message);
  assert.ok(error.message.startsWith(join(folder.path, '/')), `the error names no file: ${error.message}`);
  assert.match(error.message, /: it can't be .+ \(E[A-Z]+, \w+\)\. [A-Z].+\.$/, 'the error says what to do');
}

type Open = FaultyEngine['engine']['open'];
type Connection = FaultyEngine['engine']['connection'];

async function checkCrash(session: KilledSession, open: Open, connection: Connection): Promise<void> {
  const { truth, acknowledged } = session;
  const copy = crashCopy(session.path, session.storage, join(dirname(session.path), 'crash'));
  const { recoverable } = await open({ doc: 'crash', ...copy });
  if (recoverable > 0) await connection.sendRequest(recoverRequest, { doc: 'crash' });
  const shown = await shownMeanings(connection, 'crash', rows);
  const wrong = Array.from({ length: truth.sent - acknowledged + 1 }, (_, i) =>
    different(shown, truth.meanings(truth.sent - i)),
  );
  assert.ok(
    wrong.some(rows => rows.length === 0),
    `a crash now would lose decisions: ${wrong.at(-1)!.slice(0, 2).join('; ')}`,
  );
}

async function checkFresh(session: KilledSession, open: Open, connection: Connection): Promise<void> {
  const { path, storage, truth } = session;
  assert.equal(truth.wrongFile(readFileSync(path, 'utf8'), truth.sent), null);
  checkReviewFile(path);
  const { recoverable } = await open({ doc: 'fresh', path, storage });
  assert.equal(recoverable, 0);
  const shown = await shownMeanings(connection, 'fresh', rows);
  assert.deepEqual(different(shown, truth.meanings(truth.sent)), [], 'saved after the fault');
  await connection.sendRequest(saveRequest, { doc: 'fresh', path: null, overwrite: false });
  const left = readdirSync(dirname(path)).filter(name => name.endsWith('.tmp'));
  assert.deepEqual(left, [], 'temporary files are left');
}
