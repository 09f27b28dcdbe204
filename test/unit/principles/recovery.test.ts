import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import type { Comparison } from '../../../src/dataset/comparison.ts';
import { textOf } from '../../../src/dataset/comparison.ts';
import { openDataset } from '../../../src/dataset/openDataset.ts';
import type { ModelPrinciples } from '../../../src/principles/model/modelPrinciples.ts';
import { modelPrinciples } from '../../../src/principles/model/modelPrinciples.ts';
import type { PrinciplesResult } from '../../../src/principles/principlesResult.ts';
import { randomFrom } from '../../../src/principles/random.ts';
import { runPrinciples } from '../../../src/principles/runPrinciples.ts';
import { type Judged, type JudgeVote, scriptedJudge } from '../../support/scriptedJudge.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { scriptedModel } from './scriptedModel.ts';

type Tests = Readonly<Record<string, (text: string) => number>>;

const has =
  (pattern: RegExp) =>
  (text: string): number =>
    Number(pattern.test(text));

/** The constitution of samples/README.md, as a reader with these eyes judges it. */
const written: Tests = {
  'Select the response that gets to the point without a greeting or flattery.': has(
    /^(?!.*\b(?:great question|hello|hi|thank|happy to|glad|wonderful|good question|certainly|of course|sure)\b)/iu,
  ),
  'Select the response that gives its steps in order.': has(/^\s*1[.)]/mu),
  'Select the response that is concrete and names quantities.': text => Math.min(3, text.match(/\d+/gu)?.length ?? 0),
  'Select the response that commits itself to a statement.': text =>
    -Math.min(3, text.match(/\b(?:might|perhaps|maybe|depends|possibly|probably|could)\b/giu)?.length ?? 0),
  'Select the response that is finished when it has answered.': has(
    /^(?![\s\S]*\b(?:hope|let me know|enjoy|feel free)\b)/iu,
  ),
};
/** What labels do not follow. */
const decoys: Tests = {
  'Select the response that speaks of colours.': has(/\b(?:red|blue|green|white|black|yellow|brown)\b/iu),
  'Select the response that mentions other people.': has(/\b(?:people|friend|someone|others|family)\b/iu),
  'Select the response that is about water.': has(/water|rain|sea\b/iu),
};
/** For the calibration: what anybody can count. */
const checkable: Tests = {
  'Select the response that is longer.': text => Math.round(text.length / 40),
  'Select the response that uses lists.': has(/^(?:- |\d+\.)/mu),
  'Select the response that uses more exclamation marks.': text => text.match(/!/gu)?.length ?? 0,
};
/** How much of a text is these words, in fiftieths: long texts have no lead by their length. */
const share =
  (pattern: RegExp) =>
  (text: string): number =>
    Math.round((50 * (text.match(pattern)?.length ?? 0)) / text.split(/\s+/u).length);
/** Rules of content that no measured principle knows. */
const content: Tests = {
  'Select the response that is about speaking and knowing.': share(
    /\b(?:write|writes|say|says|tell|ask|call|speak|words?|read|know|think|learn|remember)\b/giu,
  ),
  'Select the response that is about time.': share(
    /\b(?:minutes?|hours?|days?|weeks?|months?|years?|time|times|before|after|until|while|once|first|then)\b/giu,
  ),
};

/** Ten judgements in a hundred turned round, also where a rule does not apply; thirty for what stands first. */
function badJudge(tests: Tests): (judged: Judged) => JudgeVote {
  const truth = ({ rule, first, second }: Judged): JudgeVote => {
    const lead = (tests[rule]?.(first) ?? 0) - (tests[rule]?.(second) ?? 0);
    return lead > 0 ? 'first' : lead < 0 ? 'second' : 'neither';
  };
  return scriptedJudge({ truth, errors: 0.1, bias: 0.3, seed: 1 });
}

describe('principles that are planted in the samples', () => {
  let comparisons: readonly Comparison[];

  before(async () => {
    const storage = temporaryFolder();
    const path = fileURLToPath(new URL('../../../samples/helpdesk.jsonl', import.meta.url));
    const dataset = await openDataset(path, { storage: storage.path });
    await dataset.ready;
    const rows = await dataset.read(0, dataset.rowCount);
    await dataset.close();
    storage.remove();
    comparisons = rows.flatMap(row => (row.kind === 'comparison' ? [row.comparison] : []));
  });

  const extract = async (
    of: readonly Comparison[],
    proposed: Tests,
  ): Promise<ModelPrinciples & { readonly result: PrinciplesResult }> => {
    const model = scriptedModel({
      rules: { ...proposed, ...checkable },
      proposes: Object.keys(proposed),
      judge: badJudge({ ...proposed, ...checkable }),
    });
    const settings = { pairs: 40, groups: 6, candidates: 20, judge: false };
    const made = await modelPrinciples(model, of, { seed: 1, nonce: 'k3jx81mpqz', settings });
    return { ...made, result: await runPrinciples(of, { seed: 1, extra: made.principles }) };
  };

  it('are found in its own labels by a judge that errs and leans to the first response, and decoys are not', async () => {
    const { result, principles, report } = await extract(comparisons, { ...written, ...decoys });
    assert.equal(report.proposing.from, 'model');
    for (const text of Object.keys(written)) {
      const found = result.principles.find(principle => principle.text === text);
      assert.ok(found !== undefined && found.low > 0.5, `${text}: ${found?.low} to ${found?.high}`);
    }
    for (const text of Object.keys(decoys)) {
      const found = result.principles.find(principle => principle.text === text);
      assert.ok(found === undefined || (found.low < 0.5 && found.place === null), `${text}: ${found?.low}`);
    }
    // Of the votes that the judge gives to what stands first whatever it is, none comes through.
    const tests = { ...written, ...decoys };
    let [right, cast, forA] = [0, 0, 0];
    for (const { principle, votes } of principles) {
      const test = tests[principle.text]!;
      comparisons.forEach(({ a, b }, row) => {
        const truth = Math.sign(test(textOf(a.messages)) - test(textOf(b.messages)));
        if (votes[row] === 0 || truth === 0) return;
        cast++;
        if (votes[row] === truth) right++;
        if (votes[row]! > 0) forA++;
      });
    }
    assert.ok(right / cast > 0.93, `${right} of ${cast}`);
    assert.ok(report.mode!.contradictory > 0.15 && report.mode!.first > 0.7, JSON.stringify(report.mode));
    assert.ok(forA > 0);
  });

  for (const [text, test] of Object.entries(content)) {
    it(`are recovered where labels follow what only a reader can see: ${text}`, async () => {
      const random = randomFrom(3);
      const relabelled = comparisons.map((comparison): Comparison => {
        const lead = test(textOf(comparison.a.messages)) - test(textOf(comparison.b.messages)) || random() - 0.5;
        return { ...comparison, label: lead > 0 ? 'a' : 'b', annotations: [] };
      });
      const { result } = await extract(relabelled, { ...content, ...decoys });
      assert.equal(result.principles.find(({ place }) => place === 0)?.text, text);
      const without = await runPrinciples(relabelled, { seed: 1 });
      const [built, bare] = [result, without].map(({ reconstruction }) => reconstruction!.constitution.value);
      // Both orders agree on three votes in five: the others can't help.
      assert.ok(built! > bare! + 0.02, `${built} against ${bare} without the language model`);
    });
  }
});
