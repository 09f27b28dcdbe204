import * as vscode from 'vscode';
import type { PrincipleNode } from './principleNodes.ts';
import type { PrinciplesNode } from './principlesTree.ts';

/** What travels between rows of the view; VS Code wants the id of the view in it, in small letters. */
const mime = 'application/vnd.code.tree.pairlens.principles';

/** Where a principle dropped on another goes: into its place, or behind the last rule. */
export function dropPlace(target: PrinciplesNode | undefined): number {
  const rule = target?.type === 'principle' ? target.rule : null;
  return rule?.at ?? Number.MAX_SAFE_INTEGER;
}

/** Lets principles be dragged to another place, and into the constitution. */
export class PrinciplesDrag implements vscode.TreeDragAndDropController<PrinciplesNode> {
  readonly dragMimeTypes = [mime];
  readonly dropMimeTypes = [mime];

  /** @param move moves a principle to a place; it tells of errors itself */
  constructor(private readonly move: (id: string, to: number) => Promise<unknown>) {}

  handleDrag(source: readonly PrinciplesNode[], transfer: vscode.DataTransfer): void {
    const dragged = source.filter((node): node is PrincipleNode => node.type === 'principle');
    if (dragged.length > 0)
      transfer.set(mime, new vscode.DataTransferItem(dragged.map(({ principle }) => principle.id)));
  }

  async handleDrop(target: PrinciplesNode | undefined, transfer: vscode.DataTransfer): Promise<void> {
    const ids: unknown = transfer.get(mime)?.value;
    if (!Array.isArray(ids)) return;
    for (const id of ids) if (typeof id === 'string') await this.move(id, dropPlace(target));
  }
}
