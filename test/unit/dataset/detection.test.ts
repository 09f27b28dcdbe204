import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatasetError } from '../../../src/dataset/datasetError.ts';
import { fixture, opened } from './openFixture.ts';

/** Format that reads each fixture. */
const read: Readonly<Record<string, string>> = {
  'hh.jsonl': 'hh',
  'trl-explicit.jsonl': 'trl',
  'trl-implicit.jsonl': 'trl',
  'trl-conversational.jsonl': 'trl',
  'trl-dialogues.jsonl': 'trl',
  'trl-mixed.jsonl': 'trl',
  'trl-rated.jsonl': 'trl',
  'trl-messages.jsonl': 'trl',
  'openai.jsonl': 'openai',
  'arena.jsonl': 'arena',
  'icai.csv': 'icai',
  'icai-input.csv': 'icai',
  'generic-responses.jsonl': 'generic',
  'generic-winner.csv': 'generic',
  'generic-completions.jsonl': 'generic',
  'generic-graded.json': 'generic',
  'generic-answers.jsonl': 'generic',
  'generic-texts.tsv': 'generic',
  'lines.json': 'trl',
  'array-trl.json': 'trl',
  'stackexchange.jsonl': 'stackexchange',
  'pos-neg.jsonl': 'pos-neg',
  'turbo.jsonl': 'turbo',
  'response-chosen.jsonl': 'response-chosen',
  'sharegpt-turns.jsonl': 'sharegpt',
  'sharegpt.jsonl': 'sharegpt',
  'v1-messages.jsonl': 'trl',
  'ms-swift.jsonl': 'ms-swift',
  'ms-swift-messages.jsonl': 'trl',
  'rlaif-v.jsonl': 'trl',
  'axolotl.jsonl': 'trl',
  'alpaca.jsonl': 'trl',
  'fireworks.jsonl': 'trl',
  'trajectory.jsonl': 'trl',
  'summaries.jsonl': 'summaries',
  'summaries-news.jsonl': 'summaries-news',
  'saferlhf.jsonl': 'pku-saferlhf',
  'pandalm.jsonl': 'pandalm',
  'votes.jsonl': 'votes',
  'multipref.jsonl': 'multipref',
  'helpsteer2.jsonl': 'helpsteer2',
  'helpsteer3.jsonl': 'helpsteer3',
  'webgpt.jsonl': 'webgpt',
  'lmsys.csv': 'lmsys',
  'arena-parts.jsonl': 'arena',
  'nemo-rl.jsonl': 'nemo-rl',
  'ultrafeedback.jsonl': 'ultrafeedback',
  'oasst.jsonl': 'oasst',
  'squality.jsonl': 'squality',
  'prism.jsonl': 'prism',
  'prism-utterances.jsonl': 'prism-utterances',
  'rewardbench2.jsonl': 'rewardbench2',
  'samples.jsonl': 'samples',
  'lipo.jsonl': 'lipo',
  'pro.jsonl': 'pro',
  'hindsight.jsonl': 'hindsight',
  'helpsteer-ratings.jsonl': 'helpsteer-ratings',
  'kto-messages.jsonl': 'unpaired',
  'kto.jsonl': 'unpaired',
  'nectar.jsonl': 'nectar',
  'shp.jsonl': 'shp',
  'hpd-ranked.jsonl': 'ranked-pictures',
  'hpd-pairs.jsonl': 'hpd-pairs',
  'hpd-paths.jsonl': 'hpd-paths',
  'pick-a-pic.jsonl': 'pick-a-pic',
  'annotated-pairs.json': 'annotated-pairs',
};

/** Fixtures in which some rows say why they make no comparison. */
const lonely: Readonly<Record<string, number>> = { 'prism-utterances.jsonl': 1, 'kto-messages.jsonl': 1 };

/** Error of each fixture that no format reads. */
const refused: Readonly<Record<string, RegExp>> = {
  'ambiguous.jsonl': /cannot tell what `label` means: labels 0, 1 .* Map the fields by hand/,
  'other.jsonl': /no known layout .* title, body/,
};

describe('format detection', () => {
  it('is tested on every fixture', () => {
    const files = readdirSync(dirname(fixture('x'))).toSorted();
    assert.deepEqual(files, [...Object.keys(read), ...Object.keys(refused)].toSorted());
  });

  for (const [file, id] of Object.entries(read)) {
    it(`reads ${file} as ${id}, every row, and says why`, async () => {
      const dataset = await opened(fixture(file));
      const rows = await dataset.read(0, dataset.rowCount);
      await dataset.close();
      assert.equal(dataset.format.id, id);
      assert.equal(dataset.format.byUser, false);
      assert.ok(dataset.format.reasons.every(reason => reason.length > 10));
      assert.ok(rows.length > 0);
      assert.equal(rows.filter(row => row.kind === 'malformed').length, lonely[file] ?? 0);
    });
  }

  for (const [file, message] of Object.entries(refused)) {
    it(`refuses ${file} with a way out`, async () => {
      await assert.rejects(opened(fixture(file)), error => {
        assert.ok(error instanceof DatasetError);
        assert.match(error.message, message);
        return true;
      });
    });
  }

  it('lets the user choose, and says that it was the user', async () => {
    const dataset = await opened(fixture('hh.jsonl'), { format: 'trl' });
    assert.equal(dataset.format.id, 'trl');
    assert.equal(dataset.format.byUser, true);
    await dataset.close();
  });

  it('refuses a chosen format that reads no record, and one that does not exist', async () => {
    await assert.rejects(
      opened(fixture('arena.jsonl'), { format: 'hh' }),
      /no sampled record can be read as Anthropic/,
    );
    await assert.rejects(opened(fixture('arena.jsonl'), { format: 'x' }), /there is no format "x".*Choose one of/);
  });
});
