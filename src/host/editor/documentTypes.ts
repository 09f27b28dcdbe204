import type * as vscode from 'vscode';
import type { EngineClient } from '../engine/engineClient.ts';

/** What opening a document needs beside its address. */
export interface OpenOptions {
  readonly engine: EngineClient;
  /** Folder for the engine's storage. */
  readonly storage: string;
  readonly reviewer: string;
  readonly applyToRecord: boolean;
  /** Which comparisons are made of lists, as `--pairs` takes it. */
  readonly pairs: string;
  /** Which field is what, as `--map` takes it; empty: as detected. */
  readonly map: string;
  /** Path of VS Code's backup to restore. */
  readonly backup?: string;
  readonly readOnly: string | null;
}

/** How a file is read: what makes other comparisons of the same records. */
export type Reading = Pick<OpenOptions, 'pairs' | 'map'>;

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
