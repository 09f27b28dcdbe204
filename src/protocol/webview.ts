import { NotificationType, RequestType } from 'vscode-jsonrpc';
import type { Action } from '../edits/action.ts';
import type { SavedFilter, Scope, View } from './view.ts';

/** What the webview keeps over a reload: intent only. */
export interface ViewState {
  readonly view: View;
  readonly row: number;
  readonly table?: TableLayout;
}

/** The columns of the table view as the user arranged them. */
export interface TableLayout {
  /** Names of the columns that are shown, in order. */
  readonly columns: readonly string[];
  /** Widths in pixels, where they were changed. */
  readonly widths: Readonly<Record<string, number>>;
}

/** A reason of the user's own (`pairlens.verdicts`): a key that tags the comparison, and may judge it too. */
export interface Reason {
  readonly key: string;
  readonly tag: string;
  readonly verdict?: 'left' | 'right' | 'tie' | 'both_bad' | 'drop' | 'later';
}

/** What the host tells the webview when it is ready. */
export interface Welcome {
  readonly doc: string;
  readonly fileName: string;
  readonly formatName: string;
  /** Why the file is read so, in words. */
  readonly formatReasons: readonly string[];
  /** True where a good part of the sampled records does not fit, so that the fields may be others. */
  readonly formatUnsure: boolean;
  readonly rowCount: number;
  /** Edits are refused: untrusted workspace or read-only file. The reason, in words; null if edits are allowed. */
  readonly readOnly: string | null;
  /** Key to action, as `pairlens.keys` says. */
  readonly keys: Readonly<Record<string, string>>;
  /** Reasons in the order of the setting; their keys give way to those of actions. */
  readonly reasons: readonly Reason[];
  readonly state: ViewState | null;
  /** Filters that were saved in this workspace. */
  readonly savedFilters: readonly SavedFilter[];
  readonly settings: { readonly sides: 'shuffled' | 'file'; readonly autoAdvance: boolean };
}

/** Webview to host. */
export const readyRequest = new RequestType<void, Welcome, void>('ready');
/** Asks whether the host is there. It answers of itself, whatever the engine does. */
export const pingRequest = new RequestType<void, null, void>('ping');
/** Asks for an edit; answered when the document's undo stack and the journal hold it. */
export const editRequest = new RequestType<{ readonly action: Action; readonly label: string }, null, void>('edit');
/** Does something to all comparisons of a scope, after the user was asked; null: what, is asked too. */
export const bulkRequest = new RequestType<{ readonly scope: Scope; readonly kind: BulkKind | null }, null, void>(
  'bulk',
);
/** Undo or redo through VS Code's own stack, save, run an audit, open the report: a `pairlens.*` or built-in command by name. */
export const commandRequest = new RequestType<
  { readonly command: WebviewCommand; readonly argument?: string },
  null,
  void
>('command');
/** The view or the row changed; kept by the host for restore and for the tree views. */
export const stateNotification = new NotificationType<ViewState>('state');

export type WebviewCommand =
  | 'undo'
  | 'redo'
  | 'save'
  | 'audit'
  | 'report'
  | 'openAsText'
  | 'help'
  | 'guidelines'
  | 'mapFields'
  | 'duplicate'
  | 'add'
  | 'removeAdded'
  | 'randomCheck'
  | 'saveFilter'
  | 'openFilter'
  | 'removeFilter';

/** What can be done to many comparisons at once. */
export type BulkKind =
  | 'drop'
  | 'later'
  | 'tie'
  | 'bothBad'
  | 'keep'
  | 'clear'
  | 'addTag'
  | 'removeTag'
  | 'note'
  | 'export';

/** A decision that a page drew and that no host has confirmed to it. */
export interface Unconfirmed {
  readonly row: number;
  /** ISO 8601 time of the decision. */
  readonly at: string;
}

/**
 * What a page whose host is silent asks of the next one, through VS Code's command `pairlens.openAgain`: it has no other way
 * there.
 */
export interface OpenAgain {
  /** The file, as a URI. */
  readonly file: string;
  readonly unconfirmed: readonly Unconfirmed[];
}

/** Host to webview: shows a view, a row or both. Answers what is shown then; null while there is nothing to show. */
export const showRequest = new RequestType<{ readonly view?: View; readonly row?: number }, ViewState | null, void>(
  'show',
);
/** Rows whose decisions changed (null: all), or that the engine indexed or audited: ask again for what is drawn. */
export const refreshNotification = new NotificationType<{ readonly rows: readonly number[] | null }>('refresh');
/** A command from the palette or a keybinding, to be done as if its key had been pressed. */
export const actNotification = new NotificationType<{ readonly action: string }>('act');
/** Settings, keys or the right to edit changed. */
export const welcomeNotification = new NotificationType<Welcome>('welcome');
