import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { auditRequest } from '../../src/protocol/auditing.ts';
import { overviewRequest } from '../../src/protocol/overview.ts';
import { refitRequest, refitSettingsRequest } from '../../src/protocol/refit.ts';
import { startEngine } from '../../test/engine/support/engine.ts';
import { sharedData } from '../support/sharedData.ts';

const doc = 'd';
const at = '2026-01-02T03:04:05.000Z';
const members = { device: 'cpu', without: [] } as const;

/**
 * What an audit reads and encodes anew after ten verdicts and after ten edits, and how long it takes, on HH helpful-base
 * in the engine. `--models DIR` names a folder of installed models.
 */
async function main(): Promise<void> {
  const folder = sharedData();
  if (folder === null) throw new Error('The shared data is not beside the repository: set PAIRLENS_SHARED_DATA.');
  const flag = process.argv.indexOf('--models');
  const models = flag < 0 ? undefined : process.argv[flag + 1];
  const work = mkdtempSync(join(tmpdir(), 'pairlens-refit-'));
  const engine = startEngine(models === undefined ? {} : { PAIRLENS_MODELS: models });
  try {
    const path = join(work, 'hh.jsonl');
    writeFileSync(path, gunzipSync(readFileSync(join(folder, 'hh-helpful-base.test.jsonl.gz'))));
    await engine.open({ doc, path, storage: join(work, 'storage') });
    console.log(
      '| audit | texts read | texts encoded | seconds | of which fitting and judging |\n|---|---|---|---|---|',
    );
    const took = async (name: string, run: () => Promise<unknown>): Promise<void> => {
      const began = performance.now();
      await run();
      const seconds = (performance.now() - began) / 1000;
      const { work, members: judged } = await engine.connection.sendRequest(overviewRequest, { doc });
      const encoded = judged.reduce((sum, { run }) => sum + (run?.computed ?? 0), 0);
      console.log(`| ${name} | ${work?.counted} | ${encoded} | ${seconds.toFixed(1)} | ${work?.members.toFixed(1)} |`);
    };
    await took('first', () => engine.connection.sendRequest(auditRequest, { doc, seed: 0, progress: 'p', members }));
    await engine.connection.sendRequest(refitSettingsRequest, { doc, settings: { seed: 0, members, after: null } });
    const refit = (): Promise<boolean> => engine.connection.sendRequest(refitRequest, { doc });
    for (let row = 0; row < 10; row++) await engine.verdict(doc, row, 'b');
    await took('after ten verdicts', refit);
    for (let row = 20; row < 30; row++) {
      await engine.apply(doc, { type: 'text', row, ref: 'a/0', text: `An answer written anew, number ${row}.`, at });
    }
    await took('after ten edits', refit);
  } finally {
    await engine.stop();
    rmSync(work, { recursive: true });
  }
}

await main();
