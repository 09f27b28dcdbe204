import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { judgement, type TextRef } from '../../../src/edits/decision.ts';
import type { Overview } from '../../../src/protocol/engine.ts';
import type { ListItem } from '../../../src/protocol/rows.ts';
import type { View } from '../../../src/protocol/view.ts';
import { wholeFile } from '../../../src/protocol/view.ts';
import type { BulkKind, WebviewCommand, Welcome } from '../../../src/protocol/webview.ts';
import { Coalesced } from './coalesced.ts';
import { Deciding } from './deciding.ts';
import { Details } from './details.ts';
import { Explanations } from './explanations.ts';
import { FilterBox } from './filterBox.ts';
import { Navigation } from './navigation.ts';
import { type DiffMode, type Options, optionsFrom } from './options.ts';
import { PendingEdits } from './pendingEdits.ts';
import { Postponed } from './postponed.ts';
import { isJudged, progressOf } from './progress.ts';
import { type Memory, recall } from './recall.ts';
import { messageOf, type Remote } from './remote.ts';
import { Reviewing } from './reviewing.ts';
import { nothing, scopeOf } from './selection.ts';
import type { Current, Notice, Screen } from './shown.ts';
import { leftSide } from './sides.ts';
import { TableView } from './tableView.ts';
import { tintOf } from './tint.ts';
import type { ViewRows } from './viewRows.ts';

/** Milliseconds between two looks at counts and list. */
const breath = 200;

/** What the comparison editor shows and does. Parts draw its signals and call its methods; nothing else holds state. */
export class Editor {
  readonly welcome;
  readonly options;
  readonly navigation: Navigation;
  readonly details: Details;
  readonly pending = new PendingEdits();
  readonly deciding: Deciding;
  readonly explanations: Explanations;
  readonly reviewing: Reviewing;
  readonly table: TableView;
  readonly filterBox: FilterBox;
  readonly overview = signal<Overview | null>(null);
  readonly notice = signal<Notice | null>(null);
  /** Read out by screen readers. */
  readonly announcement = signal('');
  readonly noteOpen = signal(false);
  readonly helpOpen = signal(false);
  readonly tagsOpen = signal(false);
  /** The text that is being edited. */
  readonly editing = signal<TextRef | null>(null);
  readonly screen = signal<Screen>('opening');

  readonly current = computed<Current>(() => this.#current());
  /** The random check that is shown, if one is. */
  readonly check = computed(() => this.rows.view.value.filter.check ?? null);
  /** Nothing is to give the label away before the verdict. */
  readonly blind = computed(() => this.options.value.blind || this.check.value !== null);
  /** The comparison comes again in a random check, with its sides exchanged. */
  readonly again = computed(() => {
    const { value: position } = this.position;
    const item = position === null ? undefined : this.rows.at(position);
    return item?.again === true && item.row === this.row.value;
  });
  /** Everything of the random check has a verdict, as the engine counts: nothing may come to light by a guess. */
  readonly checkDone = computed(() => {
    const counted = this.reviewing.progress(this.rows.view.value);
    if (this.check.value === null || counted === null || this.pending.actions.value.length > 0) return false;
    return counted.all > 0 && counted.done === counted.all;
  });
  /**
   * Label, scores and findings stay hidden until there is a verdict; in a random check, until all have one: what a label
   * turned out to be must not bear on the next verdict.
   */
  readonly hidden = computed(() => {
    const current = this.current.value;
    if (current.kind !== 'ready' || !this.blind.value) return false;
    return this.check.value === null ? !isJudged(current.decision.verdict) : !this.checkDone.value;
  });
  readonly left = computed(() => {
    const current = this.current.value;
    if (current.kind !== 'ready') return 'a';
    const { sides } = this.welcome.value.settings;
    return leftSide(current.detail, { sides, blind: this.blind.value, again: this.again.value });
  });
  /** Whether the words that moved a margin are tinted. */
  readonly tint = computed(() => {
    const current = this.current.value;
    return tintOf({
      wanted: this.options.value.words,
      hidden: this.hidden.value,
      current,
      explanation: current.kind === 'ready' ? this.explanations.get(current.detail.row.row) : undefined,
    });
  });
  /** Comparisons of the view with a verdict, and all; null where the view's filter leaves that unknown. */
  readonly progress = computed(() => {
    const { value: view } = this.rows.view;
    return progressOf(this.reviewing.progress(view), view, this.pending, this.details);
  });

  readonly #remote: Remote;
  readonly #memory: Memory;
  /** Counts and list lag behind a fast reviewer rather than hold each verdict up; what was confirmed is counted at once. */
  readonly #progressing = new Coalesced(() => this.#count(this.rows.view.value));
  readonly #counting = new Coalesced(() => this.#countAll(), breath);
  readonly #listing = new Coalesced(() => this.rows.refresh(), breath);
  readonly #remembering = new Postponed(() => this.#remember());
  #undoing = false;
  #viewBeforeBlind: View | null = null;

  constructor(remote: Remote, welcome: Welcome, memory: Memory) {
    const saved = recall(memory.load());
    this.#remote = remote;
    this.#memory = memory;
    this.welcome = signal(welcome);
    this.options = optionsFrom(saved?.options);
    this.details = new Details(remote);
    this.navigation = new Navigation(remote, saved?.view ?? welcome.state?.view ?? wholeFile, {
      details: this.details,
      isPending: row => this.pending.has(row),
      isWaiting: item => this.#isWaiting(item),
      say: text => this.say(text),
      onDone: () => this.#done(),
    });
    this.deciding = new Deciding(this, remote);
    this.explanations = new Explanations(remote);
    this.reviewing = new Reviewing(remote);
    this.table = new TableView(this, remote, saved?.table ?? welcome.state?.table ?? null);
    this.filterBox = new FilterBox(this, remote, saved?.searched ?? []);
    if (saved !== null || welcome.state !== null) this.screen.value = 'comparing';
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

  /** The rows of the view, as far as they are known. */
  get rows(): ViewRows {
    return this.navigation.rows;
  }

  get row(): ReadonlySignal<number | null> {
    return this.navigation.row;
  }

  get position(): ReadonlySignal<number | null> {
    return this.navigation.position;
  }

  /** Shows the row that an earlier page showed, or the first. */
  async start(): Promise<void> {
    const row = recall(this.#memory.load())?.row ?? this.welcome.value.state?.row ?? null;
    const overview = this.refreshOverview();
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

  /** Blind mode on or off. A view by finding or p would give the label away, so it is put aside meanwhile. */
  toggleBlind(): void {
    if (this.check.value !== null) {
      void this.leaveCheck();
      return;
    }
    const blind = !this.options.value.blind;
    // At once: the label must not be seen, nor count as seen, on the way.
    batch(() => {
      this.setOption('blind', blind);
      this.screen.value = 'comparing';
    });
    this.say(blind ? 'Blind mode: label, scores and findings are hidden until your verdict.' : 'Blind mode is off.');
    if (blind) {
      const { finding: _finding, principle: _principle, ...filter } = this.rows.view.value.filter;
      this.#viewBeforeBlind = this.rows.view.value;
      void this.setView({ filter, sort: 'position' });
    } else if (this.#viewBeforeBlind !== null) {
      void this.setView(this.#viewBeforeBlind);
      this.#viewBeforeBlind = null;
    }
  }

  next(): void {
    this.screen.value = 'comparing';
    this.navigation.next();
  }

  previous(): void {
    this.screen.value = 'comparing';
    this.navigation.previous();
  }

  /** Shows another view. */
  async setView(view: View, at: 'here' | 'resumed' = 'here'): Promise<void> {
    this.screen.value = 'comparing';
    await Promise.all([this.navigation.setView(view, at), this.#count(view)]);
  }

  /** Leaves the random check for the whole file; it is drawn again by the same command, with its verdicts. */
  async leaveCheck(): Promise<void> {
    this.setOption('blind', false);
    this.say('The random check is left.');
    await this.setView(wholeFile);
  }

  // -- what the host says

  /** Rows changed (null: perhaps all): asks again for what is drawn. */
  async refresh(rows: readonly number[] | null): Promise<void> {
    const undone = this.#undoing && rows !== null && rows.length > 0 ? rows[0] : undefined;
    // A refresh that names no row (more rows were indexed, say) is not the undo's.
    if (undone !== undefined) this.#undoing = false;
    if (undone !== undefined && this.screen.value === 'check-done') this.screen.value = 'comparing';
    if (rows === null) this.explanations.forget();
    this.navigation.forgetNext();
    const reloaded = this.details.reload(rows).then(() => this.showVerdicts(rows ?? []));
    // Where any row may be another, the places of all are worth asking for at once.
    const listed = rows === null ? this.rows.refresh() : this.#listing.run();
    await Promise.all([reloaded, listed, this.refreshOverview()]);
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

  refreshOverview(): Promise<void> {
    return this.#counting.run();
  }

  refreshProgress(): Promise<void> {
    return this.#progressing.run();
  }

  async #countAll(): Promise<void> {
    try {
      const [overview] = await Promise.all([this.#remote.overview(), this.refreshProgress()]);
      this.overview.value = overview;
    } catch (error) {
      this.notice.value = { kind: 'error', text: messageOf(error) };
    }
  }

  /** The host asks for a view or a row. */
  async show(view: View | undefined, row: number | undefined): Promise<void> {
    this.screen.value = 'comparing';
    if (view !== undefined) await this.setView(view, row === undefined ? 'resumed' : 'here');
    if (row !== undefined) await this.navigation.showRow(row);
  }

  say(text: string): void {
    this.announcement.value = text;
  }

  // -- within

  #current(): Current {
    const row = this.row.value;
    if (row === null) return { kind: 'none' };
    const state = this.details.get(row);
    if (state === undefined) return { kind: 'loading', row };
    if (state.kind === 'failed') return { kind: 'failed', row, why: state.why };
    const decision = this.pending.over(row, state.detail.decision);
    if (!this.again.value) return { kind: 'ready', detail: state.detail, decision };
    // As if it had never been judged: only what is said of it this time is shown.
    return {
      kind: 'ready',
      detail: state.detail,
      decision: { ...decision, ...judgement(decision.again ?? null, 'random') },
    };
  }

  /** Whether a row waits for a verdict, as far as is known here. */
  #isWaiting({ row, verdict }: ListItem): boolean {
    const state = this.details.peek(row);
    const known = state?.kind === 'ready' ? state.detail.decision.verdict : verdict;
    return !isJudged(this.pending.verdict(row, known));
  }

  /** Nothing of the view waits any more. */
  #done(): void {
    if (this.check.value === null) this.say('Everything here has a verdict.');
    else {
      this.screen.value = 'check-done';
      this.say('The random check is done.');
    }
  }

  #count(view: View): Promise<void> {
    return this.reviewing.refresh(view, { agreement: this.options.value.blind || view.filter.check !== undefined });
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
    const row = this.row.peek();
    const view = this.rows.view.peek();
    if (row === null) return;
    const table = this.table.layout.peek();
    const state = table === null ? { view, row } : { view, row, table };
    this.#memory.save({ ...state, options: this.options.peek(), searched: this.filterBox.searched.peek() });
    this.#remote.report(state);
  }
}
