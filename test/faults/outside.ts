import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { ResponseError } from 'vscode-jsonrpc';
import { draftRequest } from '../../src/protocol/deciding.ts';
import { outsideChangeCode } from '../../src/protocol/errorCodes.ts';
import { recoverRequest } from '../../src/protocol/recovery.ts';
import { saveRequest } from '../../src/protocol/saving.ts';
import { Random } from '../../src/reward/random.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { forSeeds, type Part } from './part.ts';
import { type EngineSupply, withEngines } from './support/engineSupply.ts';
import { madeFile } from './support/madeFile.ts';
import { outsideChanges } from './support/outsideChanges.ts';
import { randomAction } from './support/randomAction.ts';
import { KilledSession } from './support/session.ts';
import { shownByPrompt } from './support/shownByPrompt.ts';

/** Lets somebody else change the file while comparisons are decided on, then kills the engine and takes the session up. */
export const outside: Part = {
  name: 'outside',
  title: 'the file appended to, replaced, rewritten, truncated, deleted, touched by somebody else',
  run: options => withEngines(engines => forSeeds(options, seed => changeOnce(seed, engines))),
};

async function changeOnce(seed: number, engines: EngineSupply): Promise<Record<string, number>> {
  const random = new Random(seed);
  const change = outsideChanges[seed % outsideChanges.length]!;
  const folder = temporaryFolder();
  const engine = engines.take();
  try {
    const rows = 20 + random.below(120);
    const made = madeFile(rows, seed);
    const session = new KilledSession(folder, made, engine);
    const { path, storage, truth } = session;
    await engine.open({ doc: 'd', path, storage });
    // The draft of a copy is made when the file was read to its end.
    await engine.connection.sendRequest(draftRequest, { doc: 'd', row: made.comparisons[0]!, kind: 'copy' });
    const steps = 1 + random.below(15);
    for (let step = 0; step < steps; step++) await session.act(randomAction(random, made.comparisons, step));
    const theirs = change.make(path, made.text, random);
    const now = (): string | null => (existsSync(path) ? readFileSync(path, 'utf8') : null);
    const touchedOnly = theirs === made.text;
    const refused = await refusal(
      engine.connection.sendRequest(saveRequest, { doc: 'd', path: null, overwrite: false }),
    );
    assert.equal(refused, touchedOnly ? null : outsideChangeCode, 'the save');
    if (touchedOnly) return { touched: 1 };
    assert.equal(now(), theirs, 'their file after the refused save');
    if (change.gone) {
      const again = await refusal(
        engine.connection.sendRequest(saveRequest, { doc: 'd', path: null, overwrite: true }),
      );
      assert.equal(again, outsideChangeCode, 'the save that was told to overwrite');
      assert.equal(now(), theirs, 'their file after the second refused save');
    }
    await engine.kill();
    if (theirs === null || theirs.trim() === '') folder.write('data.jsonl', made.text);
    await takeUp(session, made.text, engines);
    return { kills: 1, [change.name]: 1, 'acknowledged actions': truth.sent };
  } finally {
    if (engine.process.killed) await engine.kill();
    else await engines.giveBack(engine);
    folder.remove();
  }
}

/** The decisions are put back onto the comparisons that are still there, wherever they stand now. */
async function takeUp({ path, storage, truth }: KilledSession, before: string, engines: EngineSupply): Promise<void> {
  const engine = engines.take();
  try {
    const { recoverable, rowCount } = await engine.open({ doc: 'e', path, storage });
    if (recoverable > 0) await engine.connection.sendRequest(recoverRequest, { doc: 'e' });
    const expected = truth.meanings(truth.sent);
    const shown = await shownByPrompt(engine.connection, 'e', rowCount);
    const once = rowsByPrompt(before);
    for (const [prompt, meanings] of shown) {
      const row = once.get(prompt);
      // Of a comparison that is there twice, nobody can say which one is which when lines move.
      if (row === undefined || row === null || meanings.length > 1) continue;
      assert.equal(meanings[0], expected[row], `what was decided about “${prompt}”`);
    }
    await engine.connection.sendRequest('close', { doc: 'e', keepJournal: false });
  } finally {
    await engines.giveBack(engine);
  }
}

/** The row of each prompt; null where there are several. */
function rowsByPrompt(text: string): Map<string, number | null> {
  const rows = new Map<string, number | null>();
  const lines = text.split('\n').filter(line => line.trim() !== '');
  for (const [row, line] of lines.entries()) {
    const prompt = /"prompt" ?: ?"([^"]*)"/.exec(line)?.[1];
    if (prompt !== undefined) rows.set(prompt, rows.has(prompt) ? null : row);
  }
  return rows;
}

async function refusal(work: Promise<unknown>): Promise<number | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof ResponseError) return error.code;
    throw error;
  }
}
