import { batch, effect } from '@preact/signals';
import type { View } from '../../../src/protocol/view.ts';
import type { BulkKind, ViewState, WebviewCommand, Welcome } from '../../../src/protocol/webview.ts';
import { Blinding } from './blinding.ts';
import { Coalesced } from './coalesced.ts';
import { Counting } from './counting.ts';
import { Deciding } from './deciding.ts';
import { Dialling } from './dialling.ts';
import { EditorState } from './editorState.ts';
import { FilterBox } from './filterBox.ts';
import type { HostWatch } from './hostWatch.ts';
import { messageOf } from './messageOf.ts';
import type { DiffMode, Options } from './options.ts';
import { Postponed } from './postponed.ts';
import { type Memory, recall } from './recall.ts';
import type { Remote } from './remote.ts';
import { nothing, scopeOf } from './selection.ts';
import { TableView } from './tableView.ts';

/** Milliseconds between two looks at counts and list. */
const breath = 200;

/** What the comparison editor shows and does. Parts draw its signals and call its methods; nothing else holds state. */
export class Editor extends EditorState {
  readonly counting: Counting;
  readonly deciding: Deciding;
  readonly blinding = new Blinding(this);
  readonly table: TableView;
  readonly filterBox: FilterBox;
  readonly dialling: Dialling;

  readonly #remote: Remote;
  readonly #memory: Memory;
  /** The list lags behind a fast reviewer rather than hold each verdict up. */
  readonly #listing = new Coalesced(() => this.rows.refresh(), breath);
  readonly #remembering = new Postponed(() => this.#remember());
  #undoing = false;

  constructor(remote: Remote, host: HostWatch, welcome: Welcome, memory: Memory) {
    const saved = recall(memory.load());
    super(remote, host, welcome, saved);
    this.#remote = remote;
    this.#memory = memory;
    this.counting = new Counting(this, remote, breath);
    this.deciding = new Deciding(this, remote);
    this.table = new TableView(this, remote, saved?.table ?? welcome.state?.table ?? null);
    this.dialling = new Dialling(this, remote);
    this.filterBox = new FilterBox(this, remote, saved?.searched ?? []);
    effect(() => {
      for (const shown of [this.row, this.rows.view, this.table.layout, this.options, this.filterBox.searched]) {
        void shown.value;
      }
      this.#remembering.ask();
    });
    effect(() => this.#explain());
    effect(() => {
      void this.row.value;
      this.#leaveRow();
    });
  }

  /** Shows the row that an earlier page showed, or the first. */
  async start(): Promise<void> {
    const row = recall(this.#memory.load())?.row ?? this.welcome.value.state?.row ?? null;
    const overview = this.counting.overview();
    if (row === null || !(await this.navigation.showRow(row))) await this.navigation.goTo(0);
    await overview;
    const known = this.overview.value;
    if (this.screen.value !== 'opening') return;
    this.screen.value = known === null || known.audited || known.reviewed > 0 ? 'comparing' : 'first-look';
  }

  // -- what the host does

  /** Undoes the last step of VS Code's own stack and shows what it was about. */
  async undo(): Promise<void> {
    this.#undoing = true;
    await this.command('undo');
    // The host's refresh may come after its answer; a later one is no longer about this undo.
    setTimeout(() => {
      this.#undoing = false;
    }, 3000);
  }

  /** Has the host do something; a failure is shown in place. */
  async command(command: WebviewCommand, argument?: string): Promise<void> {
    // It may be about what is shown.
    this.#remembering.flush();
    try {
      await this.#remote.command(command, argument);
    } catch (error) {
      this.notice.value = { kind: 'error', text: messageOf(error) };
    }
  }

  /** Has the host do something to all that is selected in the table, or else to all of the view. */
  async bulk(kind: BulkKind | null): Promise<void> {
    const selection = this.options.value.table ? this.table.selection.value : nothing;
    try {
      await this.#remote.bulk(scopeOf(selection, this.rows.view.value), kind);
    } catch (error) {
      this.notice.value = { kind: 'error', text: messageOf(error) };
    }
  }

  // -- options

  setOption<K extends keyof Options>(name: K, value: Options[K]): void {
    this.options.value = { ...this.options.value, [name]: value };
  }

  toggle(name: 'list' | 'table' | 'evidence' | 'markdown' | 'why'): void {
    this.setOption(name, !this.options.value[name]);
  }

  /** Tints the words that moved the n-gram head, or no more. Blind, they would give the label away. */
  toggleWords(): void {
    const words = !this.options.value.words;
    this.setOption('words', words);
    const { value: overview } = this.overview;
    if (!words) this.say('Words are not tinted.');
    else if (overview?.audited !== true) this.say('Words are tinted after an audit.');
    else if (this.hidden.value) this.say('Words are tinted after your verdict.');
    else this.say('Words that moved the margin are tinted; texts are shown as written.');
  }

  toggleNote(): void {
    if (this.deciding.editable() !== null) this.noteOpen.value = !this.noteOpen.value;
  }

  toggleTags(): void {
    if (this.deciding.editable() !== null) this.tagsOpen.value = !this.tagsOpen.value;
  }

  toggleHelp(): void {
    this.helpOpen.value = !this.helpOpen.value;
  }

  cycleDiff(): void {
    const order: readonly DiffMode[] = ['marks', 'unified', 'off'];
    const next = order[(order.indexOf(this.options.value.diff) + 1) % order.length] ?? 'marks';
    this.setOption('diff', next);
    this.say(
      next === 'off' ? 'Differences are not marked.' : next === 'unified' ? 'One text.' : 'Differences are marked.',
    );
  }

  next(): void {
    this.screen.value = 'comparing';
    this.navigation.next();
  }

  previous(): void {
    this.screen.value = 'comparing';
    this.navigation.previous();
  }

  /** Shows another pair of the list that is shown, if the view holds it. */
  async showPair(row: number): Promise<void> {
    if (!(await this.navigation.goToRow(row))) this.say('That pair is not in this view.');
  }

  /** The pair behind the one that is shown, or before it, round the list. */
  stepPair(by: 1 | -1): void {
    const current = this.current.value;
    const pairs = current.kind === 'ready' && !this.hidden.value ? (current.detail.list?.pairs ?? []) : [];
    const at = pairs.findIndex(({ row }) => row === this.row.value);
    const next = pairs[(at + by + pairs.length) % pairs.length];
    if (at < 0 || next === undefined) this.say('This comparison is not a pair of a list that is shown.');
    else if (pairs.length === 1) this.say('This is the only pair of its list.');
    else void this.showPair(next.row);
  }

  /** Shows another view. */
  async setView(view: View, at: 'here' | 'resumed' = 'here'): Promise<void> {
    this.screen.value = 'comparing';
    await Promise.all([this.navigation.setView(view, at), this.counting.view(view)]);
  }

  // -- what the host says

  /** Rows changed (null: perhaps all): asks again for what is drawn. */
  async refresh(rows: readonly number[] | null): Promise<void> {
    const undone = this.#undoing && rows !== null && rows.length > 0 ? rows[0] : undefined;
    // A refresh that names no row (more rows were indexed, say) is not the undo's.
    if (undone !== undefined) this.#undoing = false;
    if (undone !== undefined && this.screen.value === 'check-done') this.screen.value = 'comparing';
    if (rows === null) {
      this.explanations.forget();
      this.pictures.forget();
    }
    this.navigation.forgetNext();
    const reloaded = this.details.reload(rows).then(() => this.showVerdicts(rows ?? []));
    // Where any row may be another, the places of all are worth asking for at once.
    const listed = rows === null ? this.rows.refresh() : this.#listing.run();
    await Promise.all([reloaded, listed, this.counting.overview()]);
    if (undone !== undefined) await this.navigation.showRow(undone);
    else await this.navigation.relocate();
  }

  /** Puts what is known of rows into lists, which are asked for again a little later. */
  showVerdicts(rows: readonly number[]): void {
    for (const row of rows) {
      const state = this.details.peek(row);
      if (state?.kind === 'ready') this.rows.showVerdict(row, state.detail.decision.verdict);
    }
  }

  /** What is shown, as the host keeps it; null before there is a row. Read it anew: it is no signal. */
  get state(): ViewState | null {
    const row = this.row.peek();
    const view = this.rows.view.peek();
    if (row === null) return null;
    const table = this.table.layout.peek();
    return table === null ? { view, row } : { view, row, table };
  }

  /** The host asks for a view or a row. */
  async show(view: View | undefined, row: number | undefined): Promise<void> {
    this.screen.value = 'comparing';
    if (view !== undefined) await this.setView(view, row === undefined ? 'resumed' : 'here');
    if (row !== undefined) await this.navigation.showRow(row);
  }

  // -- within

  /** Nothing of the view waits any more. */
  protected override done(): void {
    if (this.check.value === null) this.say('Everything here has a verdict.');
    else {
      this.screen.value = 'check-done';
      this.say('The random check is done.');
    }
  }

  /** What belonged to the row before goes with it. */
  #leaveRow(): void {
    batch(() => {
      this.editing.value = null;
      this.noteOpen.value = false;
      this.tagsOpen.value = false;
      if (this.notice.peek()?.kind === 'info') this.notice.value = null;
    });
  }

  #explain(): void {
    const { why, words, evidence } = this.options.value;
    const current = this.current.value;
    if (!(words || (why && evidence)) || this.hidden.value || current.kind !== 'ready') return;
    if (current.detail.audit !== null) this.explanations.want(current.detail.row.row);
  }

  /** Notes what is shown for a reload, for restarts and for the views of the host. */
  #remember(): void {
    const { state } = this;
    if (state === null) return;
    this.#memory.save({ ...state, options: this.options.peek(), searched: this.filterBox.searched.peek() });
    this.#remote.report(state);
  }
}
