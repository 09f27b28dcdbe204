import assert from 'node:assert/strict';
import { parseFieldMap } from '../../../../src/dataset/parseFieldMap.ts';
import { writeDecision } from '../../../../src/dataset/writeDecision.ts';
import { judgement, undecided } from '../../../../src/edits/decision.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporaryFolder.ts';
import { comparisonOf, opened } from '../openFixture.ts';

describe('maps of fields', () => {
  let folder: TemporaryFolder;
  before(() => {
    folder = temporaryFolder();
  });
  after(() => folder.remove());

  const record = {
    meta: { 'a.b': 'Which?', rules: 'Be kind.' },
    before: [['One?', 'Yes.']],
    out: [
      { text: 'Left.', by: 'm1', points: 3 },
      { text: 'Right.', by: 'm2', points: 1 },
    ],
    said: { who: 'ada', winner: 0 },
  };
  const map =
    'prompt=/meta/a.b,system=meta.rules,history=before,a=out.0.text,b=/out/1/text,label=said.winner,a_is=0,b_is=1,' +
    'model_a=out.0.by,model_b=out.1.by,score_a=out.0.points,score_b=out.1.points,annotator=/said/who';

  it('reach into objects and lists by dots and by JSON pointers, and take models, scores, system and history', async () => {
    const path = folder.write('mapped.jsonl', `${JSON.stringify(record)}\n`);
    const dataset = await opened(path, { map: parseFieldMap(map) });
    const bytes = await dataset.readBytes(0);
    const { prompt, a, b, label } = comparisonOf(dataset.parse(0, bytes));
    assert.deepEqual(
      prompt.map(({ role, content }) => [role, content]),
      [
        ['system', 'Be kind.'],
        ['user', 'One?'],
        ['assistant', 'Yes.'],
        ['user', 'Which?'],
      ],
    );
    assert.deepEqual(
      [a.messages[0]!.content, a.model, a.score, b.model, b.score, label],
      ['Left.', 'm1', 3, 'm2', 1, 'a'],
    );
    const decision = {
      ...undecided,
      ...judgement('b', 'seen'),
      texts: { 'prompt/3': 'What?', 'prompt/1': 'Two?', 'b/0': 'Wrong.' },
    };
    const written = JSON.parse(writeDecision(bytes, decision, dataset).bytes.toString()) as typeof record;
    assert.deepEqual(written, {
      ...record,
      meta: { ...record.meta, 'a.b': 'What?' },
      before: [['Two?', 'Yes.']],
      out: [record.out[0], { ...record.out[1], text: 'Wrong.' }],
      said: { who: 'ada', winner: 1 },
    });
    await dataset.close();
  });

  it('exchange the models and scores of chosen and rejected with them', async () => {
    const text = '{"q":"Q","win":"A","lose":"B","by_win":"m1","by_lose":"m2","n_win":3,"n_lose":1}';
    const dataset = await opened(folder.write('scored.jsonl', `${text}\n`), {
      map: parseFieldMap(
        'prompt=q,chosen=win,rejected=lose,model_chosen=by_win,model_rejected=by_lose,score_chosen=n_win,score_rejected=n_lose',
      ),
    });
    const before = comparisonOf(dataset.parse(0, await dataset.readBytes(0)));
    const decision = { ...undecided, ...judgement('b', 'seen') };
    const { bytes } = writeDecision(await dataset.readBytes(0), decision, dataset);
    const after = comparisonOf(dataset.parse(0, bytes));
    assert.deepEqual([after.a, after.b], [before.b, before.a]);
    assert.deepEqual([after.a.model, after.a.score], ['m2', 1]);
    await dataset.close();
  });

  it('exchange chosen and rejected that lie inside of objects', async () => {
    const nested = { q: 'Q', pair: { 'good one': 'A', bad: 'B' } };
    const path = folder.write('nested.jsonl', `${JSON.stringify(nested)}\n`);
    const dataset = await opened(path, {
      map: parseFieldMap('prompt=q,chosen=/pair/good one,rejected=pair.bad,model_chosen=q'),
    });
    const bytes = await dataset.readBytes(0);
    const flipped = writeDecision(bytes, { ...undecided, ...judgement('b', 'seen') }, dataset).bytes;
    assert.equal(flipped.toString(), '{"q":"Q","pair":{"good one":"B","bad":"A"}}');
    await dataset.close();
  });

  it('are refused where they say a thing twice or name nothing', () => {
    assert.throws(() => parseFieldMap('a=x,b=y,label=z,model_a=m,model_chosen=n'), /model_chosen is mapped twice/);
    assert.throws(() => parseFieldMap('a=x,b=y,label=z,sytem=s'), /"sytem" can't be mapped.*system, history/);
  });
});
