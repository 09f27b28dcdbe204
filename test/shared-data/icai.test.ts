import assert from 'node:assert/strict';
import { join } from 'node:path';
import { synthetic } from '../../bench/principles/sets.ts';
import { readAll } from '../../src/audit/readAll.ts';
import { remaining } from '../../src/audit/remaining.ts';
import { openDataset } from '../../src/dataset/openDataset.ts';
import { modelPrinciples } from '../../src/principles/model/modelPrinciples.ts';
import { runPrinciples } from '../../src/principles/runPrinciples.ts';
import { matchVotes } from '../../src/principles/votes/matchVotes.ts';
import { readVotes } from '../../src/principles/votes/readVotes.ts';
import { sharedData } from '../support/sharedData.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { scriptedModel } from '../unit/principles/scriptedModel.ts';

const about = (pattern: RegExp) => (text: string) => Number(pattern.test(text));
/** What the labels of ICAI's orthogonal set follow, and what they don't. */
const truth = {
  'Select the response that is about a cat.': about(/\b(?:cats?|kitten|feline|purr\w*)\b/iu),
  'Select the response that recommends lemon.': about(/\blemon\b/iu),
  'Select the response that recommends blue.': about(/\bblue\b/iu),
};
const others = {
  'Select the response that is longer.': (text: string) => text.length,
  'Select the response that names a person.': about(/\b(?:Sarah|John|Tom|Lily)\b/u),
  'Select the response that ends politely.': about(/cheers\.?\s*$/iu),
  'Select the response that uses more exclamation marks.': about(/!/u),
};

describe("ICAI's orthogonal set", function () {
  this.timeout(60_000);

  it('gives its three rules back from a judge with errors', async function () {
    const folder = sharedData();
    if (folder === null) return this.skip();
    const storage = temporaryFolder();
    try {
      const comparisons = await synthetic.find(({ name }) => name === 'ICAI orthogonal')!.load(folder, storage.path);
      const model = scriptedModel({ rules: { ...truth, ...others }, errors: 0.05 });
      const { principles, report } = await modelPrinciples(model, comparisons, { seed: 1, nonce: 'orth0g0na1' });
      const result = await runPrinciples(comparisons, { seed: 1, extra: principles });
      const proposed = new Set(principles.map(({ principle }) => principle.text));
      assert.ok(
        Object.keys(truth).every(text => proposed.has(text)),
        [...proposed].join(' '),
      );
      const chosen = result.principles.filter(({ place }) => place !== null).map(({ text }) => text);
      assert.ok(
        Object.keys(truth).every(text => chosen.includes(text)),
        chosen.join(' '),
      );
      assert.ok(result.reconstruction!.constitution.value > 0.8);
      assert.equal(report.proposing.from, 'model');
    } finally {
      storage.remove();
    }
  });
});

describe("ICAI's and Feedback Forensics' own AnnotatedPairs", function () {
  this.timeout(60_000);

  for (const [name, principles, votes] of [
    ['example_ap.json', 3, 2],
    ['feedback-forensics.annotated_pairs.json', 40, 10],
  ] as const) {
    it(`give their principles and votes to the comparisons that they hold: ${name}`, async function () {
      const folder = sharedData();
      if (folder === null) return this.skip();
      const path = join(folder, 'icai', name);
      const storage = temporaryFolder();
      try {
        const dataset = await openDataset(path, { storage: storage.path });
        const comparisons = remaining(await readAll(dataset, () => undefined), new Map());
        await dataset.close();
        const matched = matchVotes(comparisons, await readVotes(path));
        assert.equal(matched.principles.length, principles);
        assert.deepEqual([matched.matched.size, matched.unmatched, matched.unused], [1, 0, 0]);
        assert.equal(matched.principles.filter(one => one.votes[0] !== 0).length, votes);
      } finally {
        storage.remove();
      }
    });
  }
});
