import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditRequest } from '../../src/protocol/auditing.ts';
import { overviewRequest } from '../../src/protocol/overview.ts';
import * as edits from '../../src/protocol/principles.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { startEngine, type TestEngine } from './support/engine.ts';

const doc = 'd';
const seed = 0;

describe('the edited constitution, in the engine', function () {
  this.timeout(120_000);
  let folder: TemporaryFolder;
  let engine: TestEngine;
  let path: string;

  const open = async () => {
    engine = startEngine();
    await engine.open({ doc, path, storage: join(folder.path, 'storage') });
  };
  before(async () => {
    folder = temporaryFolder();
    path = join(folder.path, 'helpdesk.jsonl');
    copyFileSync('samples/helpdesk.jsonl', path);
    await open();
    const members = { device: 'cpu', without: ['forest', 'boosted', 'ngram', 'style'] } as const;
    await engine.connection.sendRequest(auditRequest, { doc, seed, progress: 'a', members });
  });
  after(async () => {
    await engine.stop();
    folder.remove();
  });

  const read = () => engine.connection.sendRequest(edits.editedPrinciplesRequest, { doc, seed });
  const change = (wanted: edits.PrincipleChange) =>
    engine.connection.sendRequest(edits.changePrinciplesRequest, { doc, seed, change: wanted });
  const step = (which: 'undo' | 'redo') =>
    engine.connection.sendRequest(edits.stepPrinciplesRequest, { doc, seed, step: which });
  const readBack = () => engine.connection.sendRequest(edits.readConstitutionRequest, { doc, seed });
  const textsOf = ({ constitution }: edits.EditedPrinciples) => (constitution?.rules ?? []).map(({ text }) => text);
  const overview = () => engine.connection.sendRequest(overviewRequest, { doc });
  const selected = async () =>
    (await overview()).principles.filter(({ place }) => place !== null).sort((x, y) => x.place! - y.place!);

  it('is what the audit selected until something is edited', async () => {
    const { constitution, figures, revoted, undo, redo } = await read();
    assert.deepEqual([constitution, figures, revoted, undo, redo], [null, null, null, null, null]);
  });

  it('takes a principle in and out by its check mark, with figures on labels that nothing was fitted to', async () => {
    const before = await selected();
    const { principles } = await overview();
    const other = principles.find(({ place, for: right }) => place === null && right > 20)!;
    const { constitution, figures, revoted, undo } = await change({ type: 'check', id: other.id, checked: true });
    assert.deepEqual(
      constitution?.rules.map(({ id }) => id),
      [...before.map(({ id }) => id), other.id],
    );
    assert.equal(undo, `Add “${other.short}”`);
    assert.deepEqual(revoted, { rules: 0, of: before.length + 1 });
    const added = figures?.rules.at(-1);
    assert.deepEqual([added?.for, added?.against, added?.voted], [other.for, other.against, 'measured']);
    assert.ok(
      figures?.heldOut && figures.heldOut.n > 100 && figures.heldOut.ways.plain.low < figures.heldOut.ways.plain.high,
    );
    const out = await change({ type: 'check', id: before[0]!.id, checked: false });
    assert.equal(out.figures?.rules[0]?.place, null);
    assert.equal(out.figures?.rules[1]?.place, 0);
    assert.equal(out.constitution?.rules[0]?.checked, false);
  });

  it('votes again only on what is another: reordered nothing, reworded one', async () => {
    const { constitution } = await read();
    const { id } = constitution!.rules.at(-1)!;
    const moved = await change({ type: 'move', id, to: 0 });
    assert.equal(moved.constitution?.rules[0]?.id, id);
    assert.equal(moved.revoted?.rules, 0);
    const said = await change({ type: 'reword', id, text: 'mentions "refund"' });
    assert.equal(textsOf(said)[0], 'Select the response that mentions "refund".');
    assert.deepEqual([said.revoted?.rules, said.revoted?.of], [1, constitution!.rules.length]);
    assert.equal(said.figures?.rules[0]?.voted, 'measured');
    assert.ok(said.figures!.rules[0]!.for > 0);
    const restricted = 'When the prompt ends with a question, select the response that is longer.';
    const asked = await change({ type: 'addSentence', text: restricted });
    assert.deepEqual([asked.revoted?.rules, asked.figures?.rules.at(-1)?.voted], [1, 'measured']);
    const plain = (await overview()).principles.find(principle => principle.id === 'longer')!;
    const { for: right, against } = asked.figures!.rules.at(-1)!;
    assert.ok(right > 0 && right + against < plain.for + plain.against);
    assert.equal((await step('undo')).revoted?.rules, 0);
  });

  it('holds a SQL condition, whose votes come from the columns', async () => {
    const added = await change({
      type: 'addCondition',
      text: 'has fewer words than half of the other',
      condition: '2 * words_a < words_b',
    });
    const figures = added.figures!.rules.at(-1)!;
    assert.equal(figures.voted, 'condition');
    assert.equal(added.revoted?.rules, 1);
    const lines = readFileSync(path, 'utf8').trim().split('\n');
    const words = (messages: { content: string }[]) =>
      messages.map(({ content }) => content.split(/\s+/u).filter(Boolean).length).reduce((x, y) => x + y, 0);
    const expected = lines.flatMap(line => {
      if (!line.endsWith('}')) return [];
      const { chosen, rejected } = JSON.parse(line);
      if (chosen === undefined || rejected === undefined) return [];
      return 2 * words(chosen) < words(rejected) ? ['for'] : 2 * words(rejected) < words(chosen) ? ['against'] : [];
    });
    assert.ok(figures.against > 3);
    assert.equal(figures.for, expected.filter(stand => stand === 'for').length);
    assert.equal(figures.against, expected.filter(stand => stand === 'against').length);
    const other = await change({ type: 'recondition', id: figures.id, condition: '3 * words_a < words_b' });
    assert.equal(other.revoted?.rules, 1);
    assert.ok(other.figures!.rules.at(-1)!.against < figures.against);
    assert.equal((await step('undo')).revoted?.rules, 0);
  });

  it('refuses what can not be voted on or held, in words, and changes nothing', async () => {
    const before = await read();
    const cases: readonly (readonly [edits.PrincipleChange, RegExp])[] = [
      [{ type: 'addCondition', text: 'wins', condition: "label = 'a'" }, /can't vote by "label".*no labels/],
      [{ type: 'addCondition', text: 'wins', condition: 'chars_a <' }, /not valid SQL/],
      [
        { type: 'addCondition', text: 'wins', condition: 'chars_a < chars_b; drop table v' },
        /not valid SQL|one condition/,
      ],
      [{ type: 'addCondition', text: 'wins', condition: "cast('x' || words_a as integer) > 1" }, /cannot be run/],
      [{ type: 'addSentence', text: '   ' }, /no words/],
      [{ type: 'addSentence', text: 'x'.repeat(600) }, /more than 500 characters/],
      [{ type: 'addSentence', text: 'mentions "REFUND"' }, /says this already, as its rule 1/],
      [{ type: 'remove', id: 'nothing' }, /nothing to remove/],
    ];
    for (const [wanted, words] of cases) {
      await assert.rejects(change(wanted), words);
    }
    assert.deepEqual(await read(), before);
    const ask = (text: string, condition: string | null, instead: string | null = null) =>
      engine.connection.sendRequest(edits.checkPrincipleRequest, { doc, text, condition, instead });
    assert.match((await ask('wins', 'char_a > 1'))!, /Did you mean "chars_/);
    assert.match((await ask('mentions "refund"', null))!, /as its rule 1/);
    assert.equal(await ask('mentions "refund"', null, before.constitution!.rules[0]!.id), null);
    assert.equal(await ask('is warm', null), null);
  });

  it('marks a sentence that nobody votes on', async () => {
    const { figures, revoted } = await change({ type: 'addSentence', text: 'is warm at heart' });
    const last = figures!.rules.at(-1)!;
    assert.deepEqual([last.text, last.voted, last.for], ['Select the response that is warm at heart.', null, 0]);
    assert.equal(revoted!.of, figures!.rules.length - 1);
  });

  it('is undone and redone, also by another process', async () => {
    const before = await read();
    const undone = await step('undo');
    assert.equal(undone.redo, 'Add “is warm at heart”');
    assert.equal(undone.constitution!.rules.length, before.constitution!.rules.length - 1);
    await engine.kill();
    await open();
    const reopened = await read();
    assert.deepEqual(reopened.constitution, undone.constitution);
    assert.deepEqual(reopened.figures?.heldOut, undone.figures?.heldOut);
    assert.deepEqual(reopened.figures?.rules, undone.figures?.rules);
    const { constitution, undo } = await step('redo');
    assert.deepEqual(constitution, before.constitution);
    assert.equal(undo, 'Add “is warm at heart”');
  });

  it('is written beside the data, read back as it was edited by hand, and keeps the prose', async () => {
    const beside = await engine.connection.sendRequest(edits.writeConstitutionRequest, { doc, seed });
    assert.equal(beside, join(folder.path, 'helpdesk.constitution.md'));
    assert.equal((await readBack()).changes, '');
    const prose = ['', 'Why “refund” matters:\tpeople ask for it.  ', '* * *', ''].join('\r\n');
    const written = readFileSync(beside, 'utf8');
    const lines = written.trimEnd().split('\n');
    const rules = lines.filter(line => /^\d+\. /.test(line));
    const [first, second, ...rest] = rules;
    const edited = [
      ...lines.filter(line => !rules.includes(line)),
      `- ${second!.replace(/^\d+\. /, '')}`,
      prose,
      `- ${first!.replace(/^\d+\. /, '').replace('refund', 'account')}`,
      ...rest.slice(0, -1),
      '7. [ ] longer',
    ].join('\n');
    writeFileSync(beside, edited);
    const { edited: now, changes } = await readBack();
    assert.match(changes, /reworded|added/);
    assert.equal(textsOf(now)[1], 'Select the response that mentions "account".');
    assert.deepEqual(now.constitution!.rules.at(-1), {
      id: 'longer',
      text: 'Select the response that is longer.',
      checked: false,
      weight: 1,
    });
    assert.equal(now.revoted?.rules, 1);
    await change({ type: 'check', id: 'longer', checked: true });
    await engine.connection.sendRequest(edits.writeConstitutionRequest, { doc, seed });
    assert.equal(readFileSync(beside, 'utf8'), edited.replace('[ ] longer', '[x] Select the response that is longer.'));
    const back = await step('undo').then(() => step('undo'));
    assert.equal(textsOf(back)[0], 'Select the response that mentions "refund".');
  });

  it('names every line that it can not understand, takes over none, and writes over none', async () => {
    const beside = join(folder.path, 'helpdesk.constitution.md');
    const broken = '# Ours\n1. [y] Be kind\n2. Wins (sql `label = 1`)\n\nDecides: somehow\n';
    writeFileSync(beside, broken);
    const before = await read();
    await assert.rejects(readBack(), ({ message }: Error) => {
      assert.match(message, /helpdesk\.constitution\.md:2: "\[y\]" is no check box/);
      assert.match(message, /helpdesk\.constitution\.md:3: A principle can't vote by "label"/);
      assert.match(message, /helpdesk\.constitution\.md:5: "somehow" is no way to decide/);
      return true;
    });
    assert.deepEqual(await read(), before);
    await assert.rejects(
      engine.connection.sendRequest(edits.writeConstitutionRequest, { doc, seed }),
      /not written over lines/,
    );
    assert.equal(readFileSync(beside, 'utf8'), broken);
    assert.ok(existsSync(beside));
  });

  it('goes back to what the audit selected', async () => {
    const { constitution, figures, undo } = await change({ type: 'reset' });
    assert.deepEqual([constitution, figures], [null, null]);
    assert.equal(undo, 'Back to What the Audit Selected');
    assert.notEqual((await step('undo')).constitution, null);
  });
});
