import * as vscode from 'vscode';
import type { MappingSamples } from '../../protocol/mapping.ts';
import { HostError } from '../hostError.ts';
import type { ComparisonDocument } from './comparisonDocument.ts';

/** A file of records in which no comparisons were found. */
export interface UnreadFile {
  /** Why, in words for the user. */
  readonly trouble: string;
  readonly samples: MappingSamples;
}

/** A file as VS Code has it open: its comparisons, or, until its fields are mapped, why none can be read. */
export class EditedFile implements vscode.CustomDocument {
  private readonly wasRead = new vscode.EventEmitter<ComparisonDocument>();
  /** The fields were mapped: editors show the comparisons from now on. */
  readonly onDidRead = this.wasRead.event;

  private constructor(
    readonly uri: vscode.Uri,
    private read: ComparisonDocument | null,
    /** What there is instead of comparisons; null where they could be read. */
    readonly unread: UnreadFile | null,
  ) {}

  static ofComparisons(document: ComparisonDocument): EditedFile {
    return new EditedFile(document.uri, document, null);
  }

  static ofUnread(uri: vscode.Uri, unread: UnreadFile): EditedFile {
    return new EditedFile(uri, null, unread);
  }

  /** The comparisons, if they can be read. */
  get comparisons(): ComparisonDocument | null {
    return this.read;
  }

  /** The comparisons. @throws HostError where the fields are not mapped yet */
  get document(): ComparisonDocument {
    if (this.read === null)
      throw new HostError(`The fields of ${this.uri.fsPath} are not mapped yet, so nothing is saved.`);
    return this.read;
  }

  /** The comparisons, once the fields are mapped. */
  take(document: ComparisonDocument): void {
    this.read = document;
    this.wasRead.fire(document);
  }

  dispose(): void {
    this.read?.dispose();
    this.wasRead.dispose();
  }
}
