import * as vscode from 'vscode';
import type { MemberFigures } from '../../reward/figures.ts';

/** A member that the user took out of the ensemble or put back, with what the tree needs to show it meanwhile. */
export interface MemberChoice extends Pick<MemberFigures, 'id' | 'name' | 'kind'> {
  readonly included: boolean;
}

/** Which members each file is audited with: kept for the workspace. */
export class MemberChoices implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly memento: vscode.Memento) {}

  /** Members that were taken out or put back since the last audit that they changed. */
  of(file: vscode.Uri): readonly MemberChoice[] {
    return this.memento.get<readonly MemberChoice[]>(keyOf(file)) ?? [];
  }

  /** Ids of the members that the next audit leaves out. */
  without(file: vscode.Uri): readonly string[] {
    return this.of(file)
      .filter(({ included }) => !included)
      .map(({ id }) => id);
  }

  /** Takes a member out of the next audit, or puts it back. */
  async set(file: vscode.Uri, { id, name, kind }: Omit<MemberChoice, 'included'>, included: boolean): Promise<void> {
    const others = this.of(file).filter(choice => choice.id !== id);
    await this.keep(file, [...others, { id, name, kind, included }]);
  }

  /** An audit was made without these members: who was put back before it has nothing to wait for any more. */
  async settle(file: vscode.Uri, without: readonly string[]): Promise<void> {
    await this.keep(
      file,
      this.of(file).filter(({ id, included }) => !included || without.includes(id)),
    );
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async keep(file: vscode.Uri, choices: readonly MemberChoice[]): Promise<void> {
    await this.memento.update(keyOf(file), choices.length === 0 ? undefined : choices);
    this.changed.fire();
  }
}

/** True if the next audit has other members than the last one, whose members are given. */
export function isChanged(members: readonly Pick<MemberFigures, 'id'>[], choices: readonly MemberChoice[]): boolean {
  const audited = new Set(members.map(({ id }) => id));
  return choices.some(({ id, included }) => included !== audited.has(id));
}

function keyOf(file: vscode.Uri): string {
  return `members:${file.toString()}`;
}
