import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { PrinciplesDrag } from '../../../src/host/views/principlesDrag.ts';
import type { ConstitutionRead, EditedPrinciples } from '../../../src/protocol/principles.ts';
import { closeAll, eventually, extension, fixture, open } from '../support/host.ts';

const run = <T = EditedPrinciples>(name: string, ...args: readonly unknown[]) =>
  vscode.commands.executeCommand<T>(`pairlens.${name}`, ...args);

describe('the principles edited in VS Code', function () {
  this.timeout(120_000);
  let uri: vscode.Uri;

  before(async () => {
    const { overviews } = await extension();
    uri = fixture('pairs.jsonl', 'edited.jsonl');
    const root = vscode.extensions.getExtension('pairlens.pairlens')!.extensionPath;
    copyFileSync(join(root, 'samples', 'helpdesk.jsonl'), uri.fsPath);
    await open(uri);
    await run('audit');
    await eventually(() => overviews.shown?.document.uri.fsPath === uri.fsPath && overviews.shown.overview.audited);
  });
  after(closeAll);

  const nodes = async () => (await extension()).principles.getChildren();
  const rules = async () => (await nodes()).filter(({ rule }) => rule !== null);
  const item = async (id: string) => {
    const { principles } = await extension();
    return principles.getTreeItem(principles.getChildren().find(({ principle }) => principle.id === id)!);
  };
  const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
  const stateOf = ({ checkboxState }: vscode.TreeItem) => (checkboxState as { state: number } | undefined)?.state;

  it('checks a principle into the constitution, with figures on held-out labels', async () => {
    const { edits } = await extension();
    await eventually(() => edits.edited);
    const before = await rules();
    assert.ok(before.length > 0, 'the audit selected a constitution');
    assert.equal(stateOf(await item(before[0]!.principle.id)), Checked);
    const { principle } = (await nodes()).find(({ rule }) => rule === null)!;
    assert.equal(stateOf(await item(principle.id)), Unchecked);
    const edited = await run('checkPrinciple', principle.id, true);
    assert.equal(stateOf(await item(principle.id)), Checked);
    assert.equal((await rules()).at(-1)?.principle.id, principle.id);
    assert.deepEqual(edited.revoted, { rules: 0, of: before.length + 1 });
    assert.ok((edited.figures?.heldOut?.n ?? 0) > 100);
  });

  it('moves it by command, and by dragging it', async () => {
    const { principles } = await extension();
    const { id } = (await rules()).at(-1)!.principle;
    const place = async () => (await rules()).findIndex(({ principle }) => principle.id === id);
    const last = await place();
    await run('principleUp', (await rules())[last]);
    assert.equal(await place(), last - 1);
    // Without a row, it is the one selected in the view.
    principles.selected = (await rules())[last - 1]!;
    await run('principleDown');
    assert.equal(await place(), last);
    principles.selected = null;
    const drag = new PrinciplesDrag(async (dragged, to) => run('movePrinciple', dragged, to));
    const transfer = new vscode.DataTransfer();
    drag.handleDrag([(await rules())[last]!], transfer);
    await drag.handleDrop((await rules())[0], transfer);
    assert.equal(await place(), 0);
    await drag.handleDrop(undefined, transfer);
    assert.equal(await place(), last);
  });

  it('puts it in other words, and votes on that one alone', async () => {
    const { dialogs } = await extension();
    const [first] = await rules();
    dialogs.typeNext('mentions "refund"');
    const edited = await run('rewordPrinciple', first);
    assert.equal(edited.constitution?.rules[0]?.text, 'Select the response that mentions "refund".');
    assert.equal(edited.revoted?.rules, 1);
    const [now] = await rules();
    assert.equal(now?.audited, false);
    assert.match(String((await item(now!.principle.id)).description), /^(\.\d\d|1\.00), \d+ %$/);
  });

  it('adds a SQL condition over the columns, and says what is wrong with one', async () => {
    const { dialogs } = await extension();
    const asked = dialogs.asked.length;
    dialogs.typeNext("label = 'a'");
    dialogs.typeNext('wins');
    assert.equal(await run<EditedPrinciples | undefined>('addConditionPrinciple'), undefined);
    assert.match(dialogs.asked[asked]?.text ?? '', /can't vote by "label"/);
    dialogs.typeNext('2 * words_a < words_b');
    dialogs.typeNext('has less than half the words');
    const edited = await run('addConditionPrinciple');
    const own = edited.figures?.rules.at(-1);
    assert.equal(own?.voted, 'condition');
    assert.ok(own.for + own.against > 5);
    const shown = await item(own.id);
    assert.equal(shown.contextValue, 'ruleCondition');
    assert.match((shown.tooltip as vscode.MarkdownString).value, /2 \* words_a < words_b/);
  });

  it('marks a sentence of one’s own that nobody votes on', async () => {
    const { dialogs } = await extension();
    const asked = dialogs.asked.length;
    dialogs.typeNext('is warm at heart');
    const edited = await run('addPrinciple');
    const own = edited.figures!.rules.at(-1)!;
    assert.equal(own.voted, null);
    assert.equal((await item(own.id)).description, 'not voted');
    assert.match(dialogs.asked[asked]?.text ?? '', /Nobody votes on “is warm at heart” yet/);
  });

  it('undoes and redoes, and holds its edits when the engine starts anew', async () => {
    const { edits } = await extension();
    const texts = () => edits.edited?.constitution?.rules.map(({ text }) => text) ?? [];
    const full = texts();
    await run('undoPrinciples');
    await run('undoPrinciples');
    assert.deepEqual(texts(), full.slice(0, -2));
    await run('redoPrinciples');
    assert.deepEqual(texts(), full.slice(0, -1));
    await run('restartEngine');
    const { document } = await extension();
    const { constitution, undo, redo } = await edits.refresh(document(uri.fsPath)!);
    assert.deepEqual(
      constitution?.rules.map(({ text }) => text),
      full.slice(0, -1),
    );
    assert.match(undo ?? '', /^Add “has less than half the words”$/);
    assert.match(redo ?? '', /^Add “is warm at heart”$/);
  });

  it('writes the constitution beside the data, and reads it back with the prose kept', async () => {
    const { dialogs } = await extension();
    const place = await run<vscode.Uri>('writeConstitution');
    assert.ok(place.fsPath.endsWith('edited.constitution.md'));
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, place.fsPath);
    const written = readFileSync(place.fsPath, 'utf8');
    assert.match(written, /\(sql `2 \* words_a < words_b`\)/);
    const prose = 'We agreed on these in May.\n\n';
    const byHand = written.replace(/^1\. \[x\] (.*)$/m, `${prose}1. [ ] $1`);
    writeFileSync(place.fsPath, byHand);
    const asked = dialogs.asked.length;
    const read = await run<ConstitutionRead>('readConstitution', place);
    assert.equal(read.changes, '1 unchecked');
    assert.match(dialogs.asked[asked]?.text ?? '', /edited\.constitution\.md: 1 unchecked\. Edited \(/);
    const [first] = await rules();
    assert.equal(stateOf(await item(first!.principle.id)), Unchecked);
    await run('checkPrinciple', first!.principle.id, true);
    await run('writeConstitution');
    assert.equal(readFileSync(place.fsPath, 'utf8'), byHand.replace('1. [ ]', '1. [x]'));
    writeFileSync(place.fsPath, `${byHand}99. [maybe\n[q] \n- [q] Odd\n`);
    await run('readConstitution', vscode.Uri.joinPath(place, '..', 'other.constitution.md'));
    assert.match(dialogs.asked.at(-1)?.text ?? '', /beside no dataset that is open/);
    const before = dialogs.asked.length;
    await run<ConstitutionRead | undefined>('readConstitution');
    assert.match(dialogs.asked[before]?.text ?? '', /edited\.constitution\.md:\d+: "\[q\]" is no check box/);
  });

  it('goes back to what the audit selected', async () => {
    await run('resetPrinciples');
    const { edits } = await extension();
    assert.equal(edits.edited?.constitution, null);
    assert.ok((await rules()).every(({ audited, rule }) => audited && rule?.checked));
  });
});
