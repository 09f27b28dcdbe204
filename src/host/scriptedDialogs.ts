import type * as vscode from 'vscode';
import type { Dialogs, Message } from './dialogs.ts';

/** Dialogs for VS Code's test mode: answers come from a queue, and what was asked is kept. An empty queue dismisses. */
export class ScriptedDialogs implements Dialogs {
  readonly asked: Message[] = [];
  /** Titles and prompts of pickers and input boxes, with the labels offered. */
  readonly offered: { readonly title: string; readonly labels: readonly string[] }[] = [];
  private readonly answers: string[] = [];
  private readonly places: vscode.Uri[] = [];
  private readonly opened: vscode.Uri[] = [];
  private readonly picks: string[] = [];
  private readonly several: (readonly string[])[] = [];
  private readonly lines: string[] = [];

  /** The button to press at the next question that has it. */
  answerNext(button: string): void {
    this.answers.push(button);
  }

  /** The place to save at the next save dialog. */
  saveNextAt(uri: vscode.Uri): void {
    this.places.push(uri);
  }

  /** The file or folder to open at the next open dialog. */
  openNext(uri: vscode.Uri): void {
    this.opened.push(uri);
  }

  /** The label to pick at the next picker. */
  pickNext(label: string): void {
    this.picks.push(label);
  }

  /** The labels to pick at the next picker of several. */
  pickNextOf(...labels: readonly string[]): void {
    this.several.push(labels);
  }

  /** The line to type at the next input box. */
  typeNext(line: string): void {
    this.lines.push(line);
  }

  /** Forgets the answers that were not asked for: a test that failed halfway must not answer for the next. */
  forget(): void {
    for (const queue of [this.answers, this.places, this.opened, this.picks, this.several, this.lines])
      queue.length = 0;
  }

  async ask<const B extends string>(message: Message, ...buttons: readonly B[]): Promise<B | undefined> {
    this.asked.push(message);
    if (buttons.length === 0) return undefined;
    // Another question may come in between: what a command tells when it is done, say.
    const answered = this.answers.findIndex(answer => (buttons as readonly string[]).includes(answer));
    return answered < 0 ? undefined : (this.answers.splice(answered, 1)[0] as B);
  }

  async saveAs(): Promise<vscode.Uri | undefined> {
    return this.places.shift();
  }

  async open(): Promise<vscode.Uri | undefined> {
    return this.opened.shift();
  }

  async pick<T extends vscode.QuickPickItem>(
    items: readonly T[],
    { title }: vscode.QuickPickOptions,
  ): Promise<T | undefined> {
    this.offered.push({ title: title ?? '', labels: items.map(({ label }) => label) });
    const label = this.picks.shift();
    return items.find(item => item.label === label);
  }

  async pickMany<T extends vscode.QuickPickItem>(
    items: readonly T[],
    { title }: vscode.QuickPickOptions,
  ): Promise<readonly T[] | undefined> {
    this.offered.push({ title: title ?? '', labels: items.map(({ label }) => label) });
    const labels = this.several.shift();
    return labels && items.filter(({ label }) => labels.includes(label));
  }

  async input({ title }: vscode.InputBoxOptions): Promise<string | undefined> {
    this.offered.push({ title: title ?? '', labels: [] });
    return this.lines.shift();
  }
}
