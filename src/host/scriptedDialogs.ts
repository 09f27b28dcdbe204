import type * as vscode from 'vscode';
import type { Dialogs, Message } from './dialogs.ts';

/** Dialogs for VS Code's test mode: answers come from a queue, and what was asked is kept. An empty queue dismisses. */
export class ScriptedDialogs implements Dialogs {
  readonly asked: Message[] = [];
  private readonly answers: string[] = [];
  private readonly places: vscode.Uri[] = [];

  /** The button to press at the next question. */
  answerNext(button: string): void {
    this.answers.push(button);
  }

  /** The place to save at the next save dialog. */
  saveNextAt(uri: vscode.Uri): void {
    this.places.push(uri);
  }

  async ask<const B extends string>(message: Message, ...buttons: readonly B[]): Promise<B | undefined> {
    this.asked.push(message);
    if (buttons.length === 0) return undefined;
    const answer = this.answers.shift();
    return buttons.find(button => button === answer);
  }

  async saveAs(): Promise<vscode.Uri | undefined> {
    return this.places.shift();
  }
}
