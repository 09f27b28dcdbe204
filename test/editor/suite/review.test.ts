import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Merged } from '../../../src/host/commands/mergeReviews.ts';
import type { PlanWritten } from '../../../src/protocol/asking.ts';
import { reviewersRequest } from '../../../src/protocol/review.ts';
import type { View } from '../../../src/protocol/view.ts';
import { closeAll, eventually, extension, fixture, open, tabOf, verdict } from '../support/host.ts';

const run = <T>(command: string) => vscode.commands.executeCommand<T>(`pairlens.${command}`);

describe('commands of a review', () => {
  afterEach(closeAll);

  it('starts a random check of a size that says what it tells, and draws it', async () => {
    const { comparisons, dialogs } = await extension();
    await open(fixture('pairs.jsonl'));
    dialogs.pickNext('Another number…');
    dialogs.typeNext('3');
    const before = dialogs.offered.length;
    await run('randomCheck');
    assert.ok(dialogs.offered[before]!.labels.includes('All 4'), dialogs.offered[before]!.labels.join());
    assert.deepEqual(comparisons.latest?.state?.view.filter.check, { seed: 0, n: 3 });
    assert.match(dialogs.asked.at(-1)!.text, /If one label in ten is wrong it says \d+ to \d+ %/);
  });

  it('starts a session on a part of the file in random order', async () => {
    const { comparisons, dialogs } = await extension();
    await open(fixture('pairs.jsonl'));
    for (const label of ['Everything', 'One part of several…', 'In random order']) dialogs.pickNext(label);
    dialogs.typeNext('2 of 3, 20 %');
    const view = await run<View>('startSession');
    assert.deepEqual(view, { filter: { share: { part: 2, parts: 3, overlap: 0.2 } }, sort: 'column:key' });
    assert.deepEqual(comparisons.latest?.state?.view, view);
    // No source in the file: said, and nothing is shown instead.
    dialogs.pickNext('One source…');
    assert.equal(await run<View | null>('startSession'), null);
    assert.match(dialogs.asked.at(-1)!.text, /names no source/);
  });

  it('plans what to ask whom, saves that, and shows it', async () => {
    const { comparisons, dialogs } = await extension();
    const uri = fixture('pairs.jsonl');
    await open(uri);
    await run('audit');
    await eventually(() => comparisons.latest?.state !== null && comparisons.latest?.state !== undefined);
    const place = vscode.Uri.file(uri.fsPath.replace(/\.jsonl$/, '.plan.jsonl'));
    dialogs.typeNext('4 by 2, 50 % by all, 50 % random');
    dialogs.saveNextAt(place);
    dialogs.answerNext('Review Them Here');
    const written = await run<PlanWritten>('planAnnotations');
    const lines = readFileSync(place.fsPath, 'utf8').trimEnd().split('\n');
    assert.equal(lines.length, written?.comparisons);
    assert.ok(lines.length > 0);
    assert.match(dialogs.asked.at(-1)!.text, /The plan is saved\. .* annotations of .* comparisons?: /);
    const value = `row in (${written?.rows.join(', ')})`;
    await eventually(() => comparisons.latest?.state?.view.filter.text?.value === value);
  });

  it('merges a reviewer’s file, says how far they agree, and shows what they disagree about', async () => {
    const { comparisons, dialogs, engine } = await extension();
    const uri = fixture('pairs.jsonl');
    const document = await open(uri);
    for (const row of [0, 1, 2]) await document.edit(verdict(row, 'a'), 'Keep');
    await eventually(() => tabOf(uri)?.isDirty);
    await vscode.commands.executeCommand('workbench.action.files.save');
    await eventually(() => tabOf(uri)?.isDirty === false);
    const own = uri.fsPath.replace(/\.jsonl$/, '.review.jsonl');
    const lines = readFileSync(own, 'utf8').trim().split('\n');
    const theirs = uri.fsPath.replace(/\.jsonl$/, '.jonas.jsonl');
    const other = lines.map((line, i) => ({
      ...(JSON.parse(line) as object),
      reviewer: 'jonas',
      ...(i === 2 ? { verdict: 'tie', preferred: undefined } : {}),
    }));
    writeFileSync(theirs, other.map(line => `${JSON.stringify(line)}\n`).join(''));
    dialogs.openNext(vscode.Uri.file(theirs));
    dialogs.answerNext('Show Conflicts');
    const merged = await run<Merged>('mergeReviews');
    assert.equal(merged?.added, 3);
    assert.deepEqual(merged?.conflicts, { all: 1, open: 1 });
    assert.match(
      dialogs.asked.at(-1)!.text,
      /Merged 3 decisions of jonas\. .*1 conflict is not settled\..*agree on 2 of 3/,
    );
    await eventually(() => comparisons.latest?.state?.view.filter.conflicts === true);
    assert.equal(document.decisions.get(2)?.verdict, 'a', 'the reviewer’s own verdict stays');
    assert.equal(document.dirty, true);
    assert.deepEqual(readFileSync(own, 'utf8').trim().split('\n'), lines, 'written with the next save');
    // One step of the undo stack.
    const conflicts = async (): Promise<number> =>
      (await engine.request(reviewersRequest, { doc: document.id })).conflicts.all;
    await vscode.commands.executeCommand('undo');
    await eventually(() => tabOf(uri)?.isDirty === false);
    assert.equal(await conflicts(), 0);
    await vscode.commands.executeCommand('redo');
    await eventually(() => tabOf(uri)?.isDirty);
    assert.equal(await conflicts(), 1);
    await vscode.commands.executeCommand('workbench.action.files.save');
    await eventually(() => tabOf(uri)?.isDirty === false);
    const after = readFileSync(own, 'utf8').trim().split('\n');
    assert.deepEqual(after.slice(0, 3), lines);
    assert.equal(after.filter(line => line.includes('"jonas"')).length, 3);
    // A file about something else is refused, in words.
    writeFileSync(theirs, `${JSON.stringify({ ...other[0], key: '0'.repeat(32) })}\n`);
    dialogs.openNext(vscode.Uri.file(theirs));
    await run('mergeReviews');
    assert.match(dialogs.asked.at(-1)!.text, /review of another dataset/);
  });

  it('opens the guidelines beside the comparisons, and begins some where there are none', async () => {
    const { dialogs } = await extension();
    const uri = fixture('pairs.jsonl');
    await open(uri);
    dialogs.answerNext('Create Guidelines');
    const made = await run<vscode.Uri>('guidelines');
    assert.ok(made?.fsPath.endsWith('.guidelines.md'));
    assert.match(readFileSync(made.fsPath, 'utf8'), /^# Guidelines for /);
    await vscode.commands.executeCommand('vscode.openWith', uri, 'pairlens.comparison');
    const shown = await run<vscode.Uri>('guidelines');
    assert.equal(shown?.fsPath, made.fsPath);
    await eventually(() =>
      vscode.window.tabGroups.all
        .flatMap(group => group.tabs)
        .some(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('markdown.preview')),
    );
  });
});
