import * as vscode from 'vscode';
import type { SavedFilter } from '../../protocol/view.ts';

const key = 'filters';

/** Filters under names, kept for the workspace and shared by its files. */
export class SavedFilters implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly memento: vscode.Memento) {}

  /** In the order of their names. */
  get all(): readonly SavedFilter[] {
    return this.memento.get<readonly SavedFilter[]>(key) ?? [];
  }

  /** Keeps a filter; one of the same name is replaced. */
  async save(filter: SavedFilter): Promise<void> {
    const others = this.all.filter(({ name }) => name !== filter.name);
    await this.keep([...others, filter].sort((x, y) => x.name.localeCompare(y.name)));
  }

  async remove(name: string): Promise<void> {
    await this.keep(this.all.filter(filter => filter.name !== name));
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async keep(filters: readonly SavedFilter[]): Promise<void> {
    await this.memento.update(key, filters);
    this.changed.fire();
  }
}
