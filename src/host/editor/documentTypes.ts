import type * as vscode from 'vscode';
import type { EngineClient } from '../engine/engineClient.ts';

/** What opening a document needs beside its address. */
export interface OpenOptions {
  readonly engine: EngineClient;
  /** Folder for the engine's storage. */
  readonly storage: string;
  readonly reviewer: string;
  readonly applyToRecord: boolean;
  readonly pairs: string;
  /** Path of VS Code's backup to restore. */
  readonly backup?: string;
  readonly readOnly: string | null;
}

/** An edit as VS Code's undo stack takes it. */
export interface DocumentEdit {
  readonly label: string;
  undo(): Promise<void>;
  redo(): Promise<void>;
}

/** How a long edit is watched. */
export interface Watch {
  readonly token?: vscode.CancellationToken;
  /** Told the share that is done, from 0 to 1. */
  readonly report?: (share: number) => void;
}
