import * as vscode from 'vscode';

/** How urgent a message is; it picks VS Code's icon. */
export type Severity = 'information' | 'warning' | 'error';

/** A message for the user. `detail` makes it modal. */
export interface Message {
  readonly severity: Severity;
  readonly text: string;
  readonly detail?: string;
}

/** Everything that waits for a person. In test mode VS Code answers its own dialogs, so tests put their own answers here. */
export interface Dialogs {
  /** Shows a message with buttons; answers the one pressed, or undefined if it was dismissed. */
  ask<const B extends string>(message: Message, ...buttons: readonly B[]): Promise<B | undefined>;
  /** Where to save a file, or undefined if the user changed their mind. */
  saveAs(options: vscode.SaveDialogOptions): Promise<vscode.Uri | undefined>;
  /** A file or folder to open, or undefined. */
  open(options: vscode.OpenDialogOptions): Promise<vscode.Uri | undefined>;
  /** One of several items, or undefined. */
  pick<T extends vscode.QuickPickItem>(items: readonly T[], options: vscode.QuickPickOptions): Promise<T | undefined>;
  /** Any number of several items, or undefined if the user changed their mind. */
  pickMany<T extends vscode.QuickPickItem>(
    items: readonly T[],
    options: vscode.QuickPickOptions,
  ): Promise<readonly T[] | undefined>;
  /** A line of text, or undefined. */
  input(options: vscode.InputBoxOptions): Promise<string | undefined>;
}

/** Dialogs as VS Code shows them. */
export const vscodeDialogs: Dialogs = {
  async ask<const B extends string>({ severity, text, detail }: Message, ...buttons: readonly B[]) {
    const show = {
      information: vscode.window.showInformationMessage,
      warning: vscode.window.showWarningMessage,
      error: vscode.window.showErrorMessage,
    }[severity] as (
      text: string,
      options: vscode.MessageOptions,
      ...items: readonly string[]
    ) => Thenable<string | undefined>;
    const answer = await show(text, detail === undefined ? {} : { modal: true, detail }, ...buttons);
    return buttons.find(button => button === answer);
  },
  async saveAs(options) {
    return vscode.window.showSaveDialog(options);
  },
  async open(options) {
    return (await vscode.window.showOpenDialog(options))?.[0];
  },
  async pick(items, options) {
    return vscode.window.showQuickPick(items, options);
  },
  async pickMany(items, options) {
    return vscode.window.showQuickPick(items, { ...options, canPickMany: true });
  },
  async input(options) {
    return vscode.window.showInputBox(options);
  },
};
