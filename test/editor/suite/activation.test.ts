import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { defaultKeys } from '../../../src/protocol/actions.ts';
import { closeAll, eventually, extension, fixture, open, tabOf } from '../support/host.ts';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly default: unknown }>> };
  };
}

function manifest(): Manifest {
  return vscode.extensions.getExtension('pairlens.pairlens')!.packageJSON as Manifest;
}

describe('the extension', () => {
  afterEach(closeAll);

  it('activates and registers every command of the manifest, and no other', async () => {
    await extension();
    const declared = manifest().contributes.commands.map(({ command }) => command);
    const registered = (await vscode.commands.getCommands(true)).filter(command => command.startsWith('pairlens.'));
    // VS Code adds commands of its own for each view, and clicks in the views run two that take arguments.
    const hidden =
      /^pairlens\.((findings|principles|members|annotators)\..*|showFinding|showPrinciple|showAnnotator|reviewProblem)$/;
    assert.deepEqual(registered.filter(command => !hidden.test(command)).sort(), [...declared].sort());
  });

  it('starts no engine before a file is opened', async () => {
    const { engine } = await extension();
    if (vscode.window.tabGroups.all.every(group => group.tabs.length === 0) && engine.pid === null) return;
    assert.fail('an engine runs');
  });

  it('has the keys of the manifest as its own', () => {
    assert.deepEqual(manifest().contributes.configuration.properties['pairlens.keys']?.default, defaultKeys);
  });

  it('opens the file in front as comparisons, and back as text', async () => {
    const uri = fixture('pairs.jsonl');
    await vscode.window.showTextDocument(uri);
    await vscode.commands.executeCommand('pairlens.openAsComparisons');
    await eventually(() => tabOf(uri));
    await vscode.commands.executeCommand('pairlens.openAsText', uri);
    await eventually(() => vscode.window.activeTextEditor?.document.uri.fsPath === uri.fsPath);
  });

  it('shows the status bar item only while a comparison editor is active', async () => {
    const { statusBar } = await extension();
    const uri = fixture('pairs.jsonl');
    await open(uri);
    await eventually(() => /not audited, 0 of 5 reviewed/.test(statusBar.text ?? ''));
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: 'text' }));
    await eventually(() => statusBar.text === null);
  });

  it('says what is wrong when a command has no document to work on', async () => {
    const { dialogs } = await extension();
    await closeAll();
    const before = dialogs.asked.length;
    await vscode.commands.executeCommand('pairlens.audit');
    assert.match(dialogs.asked[before]?.text ?? '', /Open a preference file/);
  });
});
