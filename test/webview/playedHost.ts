import { type MessageConnection, type RequestType, ResponseError } from 'vscode-jsonrpc/node';
import type { Action } from '../../src/edits/action.ts';
import { actionBetween } from '../../src/edits/actionBetween.ts';
import { type Decision, undecided } from '../../src/edits/decision.ts';
import { applyTo, decisionAt, invert, rowsOf } from '../../src/edits/decisions.ts';
import { defaultKeys } from '../../src/protocol/actions.ts';
import { auditProgress, auditRequest } from '../../src/protocol/auditing.ts';
import { changedNotification } from '../../src/protocol/changed.ts';
import { applyRequest, draftRequest } from '../../src/protocol/deciding.ts';
import { userErrorCode } from '../../src/protocol/errorCodes.ts';
import { pictureRequest } from '../../src/protocol/pictures.ts';
import { readRequests } from '../../src/protocol/readRequests.ts';
import { reviewReadRequests } from '../../src/protocol/review.ts';
import { saveRequest } from '../../src/protocol/saving.ts';
import type { Scope } from '../../src/protocol/view.ts';
import * as protocol from '../../src/protocol/webview.ts';

/** A step of the undo stack. */
interface Step {
  readonly action: Action;
  readonly inverse: Action;
}

/** The host's part towards one page: relays reads, owns the undo stack, and records what the page asked for. */
export class PlayedHost {
  readonly decisions = new Map<number, Decision>();
  readonly edits: { readonly action: Action; readonly label: string }[] = [];
  readonly commands: protocol.WebviewCommand[] = [];
  readonly bulks: { readonly scope: Scope; readonly kind: protocol.BulkKind | null }[] = [];
  readonly states: protocol.ViewState[] = [];
  welcome: protocol.Welcome;
  /** Set: edits are refused with these words. */
  refuse: string | null = null;
  /** Edits wait for this before they are answered. */
  hold: Promise<void> = Promise.resolve();
  /** Nothing at all is answered before this: as a host that is stuck or gone. */
  silence: Promise<void> = Promise.resolve();

  readonly #page: MessageConnection;
  readonly #engine: MessageConnection;
  readonly #steps: Step[] = [];
  readonly #path: string;

  constructor(page: MessageConnection, engine: MessageConnection, welcome: protocol.Welcome, path: string) {
    this.#path = path;
    this.#page = page;
    this.#engine = engine;
    this.welcome = welcome;
    page.onRequest(protocol.readyRequest, async () => {
      await this.silence;
      return this.welcome;
    });
    for (const method of [...readRequests, ...reviewReadRequests, pictureRequest.method])
      page.onRequest(method, params => engine.sendRequest(method, params));
    page.onRequest(protocol.pingRequest, async () => {
      await this.silence;
      return null;
    });
    page.onRequest(protocol.editRequest, async edit => {
      await Promise.all([this.hold, this.silence]);
      if (this.refuse !== null) throw new ResponseError(userErrorCode, this.refuse);
      this.edits.push(edit);
      this.#steps.push({ action: edit.action, inverse: invert(this.decisions, edit.action) });
      await this.#apply(edit.action);
      return null;
    });
    page.onRequest(protocol.commandRequest, async ({ command }) => {
      this.commands.push(command);
      if (command === 'undo') await this.#undo();
      if (command === 'audit') await this.audit();
      if (command === 'duplicate' || command === 'add') await this.#add(command === 'add' ? 'blank' : 'copy');
      if (command === 'removeAdded') await this.#removeAdded();
      return null;
    });
    page.onRequest(protocol.bulkRequest, async request => {
      this.bulks.push(request);
      return null;
    });
    page.onNotification(protocol.stateNotification, state => void this.states.push(state));
    engine.onNotification(changedNotification, ({ rows }) => void this.refresh(rows));
  }

  async audit(): Promise<void> {
    const progress = 'audit';
    const listening = this.#engine.onProgress(auditProgress, progress, () => undefined);
    await this.#engine.sendRequest(auditRequest, { doc: this.welcome.doc, seed: 1, progress });
    listening.dispose();
    await this.refresh(null);
  }

  /** Path of the review file beside the dataset. */
  get sidecar(): string {
    return this.#path.replace(/\.jsonl$/, '.review.jsonl');
  }

  async save(): Promise<void> {
    await this.#engine.sendRequest(saveRequest, { doc: this.welcome.doc, path: null, overwrite: false });
  }

  /** Asks the engine something about the document. */
  request<P extends { readonly doc: string }, R>(type: RequestType<P, R, void>, params: Omit<P, 'doc'>): Promise<R> {
    return this.#engine.sendRequest<R>(type.method, { ...params, doc: this.welcome.doc });
  }

  refresh(rows: readonly number[] | null): Promise<void> {
    return this.#page.sendNotification(protocol.refreshNotification, { rows });
  }

  act(action: string): Promise<void> {
    return this.#page.sendNotification(protocol.actNotification, { action });
  }

  show(what: {
    readonly view?: protocol.ViewState['view'];
    readonly row?: number;
  }): Promise<protocol.ViewState | null> {
    return this.#page.sendRequest(protocol.showRequest, what);
  }

  async setWelcome(changes: Partial<protocol.Welcome>): Promise<void> {
    this.welcome = { ...this.welcome, ...changes };
    await this.#page.sendNotification(protocol.welcomeNotification, this.welcome);
  }

  async #undo(): Promise<void> {
    const step = this.#steps.pop();
    if (step !== undefined) await this.#apply(step.inverse);
  }

  async #add(kind: 'copy' | 'blank'): Promise<void> {
    const at = '2026-01-02T03:04:05.000Z';
    const draft = await this.request(draftRequest, { row: this.states.at(-1)?.row ?? 0, kind });
    await this.do({ type: 'addition', row: draft.row, at, addition: draft.addition });
    await this.show({ row: draft.row });
  }

  async #removeAdded(): Promise<void> {
    const row = this.states.at(-1)?.row ?? 0;
    const before = decisionAt(this.decisions, row);
    await this.do(actionBetween(row, before, undecided));
    await this.show({ row: before.added?.after ?? 0 });
  }

  /** Does what the host does on its own, as one step. */
  async do(action: Action): Promise<void> {
    this.#steps.push({ action, inverse: invert(this.decisions, action) });
    await this.#apply(action);
    await this.refresh(null);
  }

  async #apply(action: Action): Promise<void> {
    applyTo(this.decisions, action);
    await this.#engine.sendRequest(applyRequest, { doc: this.welcome.doc, action });
    await this.refresh(rowsOf(action));
  }
}

/** What a host says of a document at first. */
export function firstWelcome(doc: string, fileName: string): protocol.Welcome {
  return {
    doc,
    fileName,
    formatName: 'generic',
    formatReasons: ['2 of 2 sampled records hold what it needs'],
    formatUnsure: false,
    rowCount: 0,
    readOnly: null,
    keys: Object.fromEntries(Object.entries(defaultKeys).map(([action, key]) => [key, action])),
    state: null,
    savedFilters: [],
    reasons: [],
    settings: { sides: 'file', autoAdvance: true },
  };
}
