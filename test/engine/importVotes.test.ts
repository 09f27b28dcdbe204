import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditRequest } from '../../src/protocol/auditing.ts';
import { forgetImportedRequest, importVotesRequest } from '../../src/protocol/importVotes.ts';
import { overviewRequest } from '../../src/protocol/overview.ts';
import { changePrinciplesRequest } from '../../src/protocol/principles.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { startEngine, type TestEngine } from './support/engine.ts';

const doc = 'd';
const kind = 'Select the response that is kind.';
const rhymes = 'Select the response that rhymes.';
/** 40 comparisons, of which the first response is chosen where the number is even. */
const pairs = Array.from({ length: 40 }, (_, at) => ({
  prompt: `What of day ${at}?`,
  a: `It was a ${['wave', 'road'][at % 2]} of ${at}.`,
  b: `It ended as number ${at}.`,
  label: at % 2 === 0 ? 'a' : 'b',
}));

describe('votes of other programs, in the engine', function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  let engine: TestEngine;

  beforeEach(async () => {
    folder = temporaryFolder();
    const lines = pairs.map(({ prompt, a, b, label }) =>
      JSON.stringify({ prompt, response_a: a, response_b: b, label }),
    );
    const path = folder.write('days.jsonl', `${lines.join('\n')}\n`);
    engine = startEngine();
    await engine.open({ doc, path, storage: join(folder.path, 'storage') });
  });
  afterEach(async () => {
    await engine.stop();
    folder.remove();
  });

  const take = (path: string) => engine.connection.sendRequest(importVotesRequest, { doc, path });
  const forget = () => engine.connection.sendRequest(forgetImportedRequest, { doc });
  const audited = async () => {
    const members = { device: 'cpu', without: ['forest', 'boosted', 'ngram', 'style'] } as const;
    await engine.connection.sendRequest(auditRequest, { doc, seed: 0, progress: 'a', members });
    const { principles } = await engine.connection.sendRequest(overviewRequest, { doc });
    return principles.filter(({ origin }) => origin === 'file');
  };
  const annotated = (shown: typeof pairs, sign: (label: string) => string = label => label): string =>
    JSON.stringify({
      metadata: { version: '2.0', default_annotator: 'p' },
      annotators: {
        p: { name: 'people', type: 'human' },
        k: { description: kind, type: 'principle' },
        r: { description: rhymes, type: 'principle' },
      },
      comparisons: shown.map(({ prompt, a, b, label }) => ({
        prompt,
        response_a: { text: b },
        response_b: { text: a },
        annotations: { k: { pref: sign(label) === 'a' ? 'b' : 'a' }, r: { pref: null } },
      })),
    });

  it('of AnnotatedPairs are chosen from beside the measured ones, until they are forgotten', async () => {
    const path = folder.write('votes.json', annotated(pairs.slice(0, 36)));
    const imported = await take(path);
    assert.deepEqual([imported.principles, imported.comparisons], [2, 36]);
    assert.match(imported.notes[0]!, /votes\.json holds votes of 2 principles on 36 of 40 comparisons/);
    assert.ok(imported.notes.some(note => /4 comparisons have no votes there/.test(note)));
    assert.ok(imported.notes.some(note => /does not say which labels/.test(note)));
    const [kindly, rhyming] = await audited();
    assert.deepEqual([kindly!.text, kindly!.for, kindly!.against, kindly!.place], [kind, 36, 0, 0]);
    assert.deepEqual([rhyming!.text, rhyming!.for, rhyming!.against], [rhymes, 0, 0]);
    const change = { type: 'check', id: rhyming!.id, checked: true } as const;
    const { figures } = await engine.connection.sendRequest(changePrinciplesRequest, { doc, seed: 0, change });
    const edited = figures!.rules.map(rule => [rule.for, rule.against, rule.voted !== null]);
    assert.deepEqual(
      [edited[0], edited.at(-1)],
      [
        [36, 0, true],
        [0, 0, true],
      ],
      'an edited constitution has them too',
    );
    // Another import takes the place of the first.
    folder.write(
      'votes.json',
      annotated(pairs, label => (label === 'a' ? 'b' : 'a')),
    );
    assert.equal((await take(path)).comparisons, 40);
    assert.equal((await audited())[0]!.against, 40);
    assert.equal(await forget(), true);
    assert.deepEqual(await audited(), []);
    assert.equal(await forget(), false);
  });

  it("of ICAI's results folder are too", async () => {
    const results = join(folder.path, 'run', 'results');
    mkdirSync(results, { recursive: true });
    const put = (name: string, lines: readonly string[]): void => writeFileSync(join(results, name), lines.join('\n'));
    put('030_distilled_principles_per_cluster.json', [JSON.stringify({ 0: rhymes, 1: kind })]);
    put('000_train_data.csv', [
      'index,prompt,text_a,text_b,preferred_text,_og_text_a,_og_text_b',
      ...pairs.map(({ prompt, a, b, label }, at) => `${at},${prompt},${a},${b},text_${label},${a},${b}`),
    ]);
    put('040_votes_per_comparison.csv', ['index,0', ...pairs.map((_, at) => `${at},"{0: None, 1: True}"`)]);
    put('010_principles_per_comparison.csv', ['index,principles', `0,"['${kind}']"`, `1,"['${kind}']"`]);
    const imported = await take(join(folder.path, 'run'));
    assert.deepEqual([imported.principles, imported.comparisons], [2, 40]);
    assert.ok(!imported.notes.some(note => /does not say which labels/.test(note)));
    const kindly = (await audited()).find(({ text }) => text === kind);
    assert.deepEqual([kindly?.for, kindly?.place], [40, 0]);
  });

  it('are refused where they are broken, empty or of another file; what was imported before stays', async () => {
    await take(folder.write('votes.json', annotated(pairs)));
    const refused: readonly (readonly [string, string, RegExp])[] = [
      ['broken.json', '{"annotators": {},\n "comparisons": [}', /broken\.json:2: /],
      [
        'other.json',
        annotated([{ ...pairs[0]!, a: 'Another text.' }]),
        /None of the 1 comparisons of .*other\.json is in days\.jsonl/,
      ],
      ['empty.json', annotated([]), /empty\.json holds 2 principles and no votes.*Extract Principles/],
      ['people.json', '{"annotators": {"p": {"type": "human"}}, "comparisons": []}', /type `principle`/],
    ];
    for (const [name, text, message] of refused) await assert.rejects(take(folder.write(name, text)), { message });
    await assert.rejects(take(join(folder.path, 'none.json')), /there is no such file or folder/);
    await assert.rejects(take('votes.json'), /whole path/);
    assert.equal((await audited()).length, 2);
  });
});
