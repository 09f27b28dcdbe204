import { batch, computed, effect, signal } from '@preact/signals';
import type { Label } from '../../../src/dataset/comparison.ts';
import type { Action } from '../../../src/edits/action.ts';
import type { Decision, TextRef, Verdict } from '../../../src/edits/decision.ts';
import type { Overview } from '../../../src/protocol/engine.ts';
import type { RowDetail } from '../../../src/protocol/rows.ts';
import type { View } from '../../../src/protocol/view.ts';
import { wholeFile } from '../../../src/protocol/view.ts';
import type { WebviewCommand, Welcome } from '../../../src/protocol/webview.ts';
import { Details } from './details.ts';
import { type DiffMode, type Options, optionsFrom } from './options.ts';
import { PendingEdits } from './pendingEdits.ts';
import { count, verdictText } from './phrases.ts';
import { type Memory, recall } from './recall.ts';
import { messageOf, type Remote } from './remote.ts';
import { leftSide, type Place, sideAt } from './sides.ts';
import { ViewRows } from './viewRows.ts';

/** A message in place, above the decision bar. */
export interface Notice {
  readonly kind: 'error' | 'info';
  readonly text: string;
  /** Row to go back to. */
  readonly row?: number;
}

/** The row that is shown, as far as it is known. */
export type Current =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading'; readonly row: number }
  | { readonly kind: 'failed'; readonly row: number; readonly why: string }
  | { readonly kind: 'ready'; readonly detail: RowDetail; readonly decision: Decision };

/** Nothing yet; the first look at a file that was neither audited nor reviewed; or the comparisons. */
export type Screen = 'opening' | 'first-look' | 'comparing';

/** What the comparison editor shows and does. Parts draw its signals and call its methods; nothing else holds state. */
export class Editor {
  readonly welcome;
  readonly options;
  readonly rows: ViewRows;
  readonly details: Details;
  readonly pending = new PendingEdits();
  readonly overview = signal<Overview | null>(null);
  readonly row = signal<number | null>(null);
  /** Place of the row in the view; null if the view does not hold it. */
  readonly position = signal<number | null>(null);
  readonly notice = signal<Notice | null>(null);
  /** Read out by screen readers. */
  readonly announcement = signal('');
  readonly noteOpen = signal(false);
  readonly helpOpen = signal(false);
  /** The text that is being edited. */
  readonly editing = signal<TextRef | null>(null);
  readonly screen = signal<Screen>('opening');
  /** Times (ms) of this session's verdicts. */
  readonly verdictTimes = signal<readonly number[]>([]);

  readonly current = computed<Current>(() => this.#current());
  /** Label, scores and findings stay hidden until there is a verdict. */
  readonly hidden = computed(() => {
    const current = this.current.value;
    return this.options.value.blind && current.kind === 'ready' && !isJudged(current.decision.verdict);
  });
  readonly left = computed(() => {
    const current = this.current.value;
    if (current.kind !== 'ready') return 'a';
    return leftSide(current.detail, { sides: this.welcome.value.settings.sides, blind: this.options.value.blind });
  });
  /** Comparisons of the view with a verdict, and all; null where the view's filter leaves that unknown. */
  readonly progress = computed(() => this.#progress());

  readonly #remote: Remote;
  readonly #memory: Memory;
  /** Rows that were shown with their label: a verdict on them is no longer blind. */
  readonly #seen = new Set<number>();
  #nextOpen: { readonly after: number; readonly found: Promise<number | null> } | null = null;
  #moves = 0;
  /** Moves to another row that are under way, and what was asked for meanwhile. */
  #underWay = 0;
  #waiting: (() => void)[] = [];
  #undoing = false;
  #viewBeforeBlind: View | null = null;

  constructor(remote: Remote, welcome: Welcome, memory: Memory) {
    const saved = recall(memory.load());
    this.#remote = remote;
    this.#memory = memory;
    this.welcome = signal(welcome);
    this.options = optionsFrom(saved?.options);
    this.details = new Details(remote);
    this.rows = new ViewRows(remote, saved?.view ?? welcome.state?.view ?? wholeFile);
    if (saved !== null || welcome.state !== null) this.screen.value = 'comparing';
    effect(() => this.#remember());
    effect(() => {
      const current = this.current.value;
      if (current.kind === 'ready' && !this.hidden.value && this.screen.value === 'comparing') {
        this.#seen.add(current.detail.row.row);
      }
    });
  }

  /** Shows the row that an earlier page showed, or the first. */
  async start(): Promise<void> {
    const row = recall(this.#memory.load())?.row ?? this.welcome.value.state?.row ?? null;
    const overview = this.refreshOverview();
    if (row === null || !(await this.showRow(row))) await this.goTo(0);
    await overview;
    const known = this.overview.value;
    if (this.screen.value !== 'opening') return;
    this.screen.value = known === null || known.audited || known.reviewed > 0 ? 'comparing' : 'first-look';
  }

  /**
   * Does something now, or, while the next row is on its way, as soon as it is there: keys that are pressed faster than rows
   * come must not fall on the row before.
   */
  inTurn(action: () => void): void {
    if (this.#underWay === 0) action();
    else this.#waiting.push(action);
  }

  // -- where we are

  /** Shows the row at a position of the view. Does nothing past either end. Ends when the row is there. */
  goTo(position: number): Promise<void> {
    return this.#move(this.#goTo(position));
  }

  async #goTo(position: number): Promise<void> {
    const move = ++this.#moves;
    const item = this.rows.at(position) ?? (await this.rows.load(position));
    if (item === undefined || move !== this.#moves) return;
    batch(() => {
      this.position.value = position;
      this.#show(item.row);
    });
    this.#prefetch(position);
    await this.details.want([item.row]);
  }

  /** Shows a row wherever it is; false if there is no such row. */
  async showRow(row: number): Promise<boolean> {
    const move = ++this.#moves;
    const position = await this.#remote.locate(this.rows.view.value, row).catch(() => null);
    if (move !== this.#moves) return true;
    if (position !== null) {
      await this.goTo(position);
      return this.row.value === row;
    }
    await this.details.want([row]);
    if (move !== this.#moves) return true;
    if (this.details.get(row)?.kind !== 'ready') return false;
    batch(() => {
      this.position.value = null;
      this.#show(row);
    });
    return true;
  }

  next(): void {
    this.screen.value = 'comparing';
    const { value } = this.position;
    if (value === null) void this.goTo(0);
    else if (value + 1 < (this.rows.total.value ?? 0)) void this.goTo(value + 1);
    else this.say('This is the last one.');
  }

  previous(): void {
    this.screen.value = 'comparing';
    const { value } = this.position;
    if (value !== null && value > 0) void this.goTo(value - 1);
    else this.say('This is the first one.');
  }

  /** Shows another view: the current row if it holds it, else its first row without a verdict, else its first. */
  setView(view: View): Promise<void> {
    return this.#move(this.#setView(view));
  }

  async #setView(view: View): Promise<void> {
    const row = this.row.value;
    this.screen.value = 'comparing';
    const move = ++this.#moves;
    this.#nextOpen = null;
    batch(() => {
      this.rows.setView(view);
      this.position.value = null;
    });
    const [here, open] = await Promise.all([
      row === null ? null : this.#remote.locate(view, row).catch(() => null),
      this.#remote.nextOpen(view, 0).catch(() => null),
      this.rows.load(0),
    ]);
    if (move !== this.#moves) return;
    if (this.rows.total.value === 0) this.row.value = null;
    else await this.goTo(here ?? open ?? 0);
  }

  /** Goes to the next row of the view without a verdict, after the current one and round. */
  advance(): Promise<void> {
    return this.#move(this.#advance());
  }

  async #advance(): Promise<void> {
    const move = ++this.#moves;
    let position = await this.#findOpen(this.position.value ?? -1);
    // The engine may not have heard of the latest verdicts yet.
    for (let tries = 0; tries < 20 && position !== null; tries++) {
      const item = this.rows.at(position) ?? (await this.rows.load(position));
      if (item === undefined || !(this.pending.has(item.row) || item.row === this.row.value)) break;
      const after = await this.#remote.nextOpen(this.rows.view.value, position + 1).catch(() => null);
      position = after === position ? null : after;
    }
    if (move !== this.#moves) return;
    if (position !== null) await this.goTo(position);
    else this.say('Everything here has a verdict.');
  }

  // -- decisions

  /** Gives the verdict (the same one again takes it back), draws it at once, and goes on where that is asked for. */
  judge(verdict: Verdict): void {
    const current = this.#editable();
    if (current === null) return;
    if (current.detail.row.kind === 'malformed' && verdict !== 'later' && verdict !== 'drop') {
      this.say('This line is not a comparison: it can only be dropped or left for later.');
      return;
    }
    const { row } = current.detail.row;
    const taken = current.decision.verdict === verdict ? null : verdict;
    const blind = this.options.value.blind && taken !== null && isJudged(taken) && !this.#seen.has(row);
    const wasHidden = this.hidden.value;
    const words = taken === null ? 'Verdict taken back' : verdictText(taken, this.left.value);
    this.#edit({ type: 'verdict', row, at: now(), verdict: taken, blind }, words);
    if (taken !== null) this.verdictTimes.value = [...this.verdictTimes.value.slice(-200), Date.now()];
    const { value: progress } = this.progress;
    this.say(progress === null ? `${words}.` : `${words}. ${count(progress.done)} of ${count(progress.all)}.`);
    if (taken !== null && this.welcome.value.settings.autoAdvance && !wasHidden) void this.advance();
  }

  /** Prefers the response at a place. */
  prefer(place: Place): void {
    this.judge(sideAt(place, this.left.value));
  }

  /** Keeps the recorded label and goes on; with a verdict, or where there is nothing to keep, only goes on. */
  keep(): void {
    if (this.screen.value !== 'comparing') {
      this.screen.value = 'comparing';
      return;
    }
    const label = this.labelToKeep();
    if (label === null) {
      void this.advance();
      return;
    }
    this.judge(label);
    if (!this.welcome.value.settings.autoAdvance) void this.advance();
  }

  /** The label that `keep` would give as a verdict, if any. */
  labelToKeep(): Label | null {
    const current = this.current.value;
    if (current.kind !== 'ready' || current.detail.row.kind !== 'comparison') return null;
    if (this.hidden.value || isJudged(current.decision.verdict) || this.welcome.value.readOnly !== null) return null;
    return current.detail.row.comparison.label;
  }

  setNote(note: string): void {
    const current = this.#editable();
    if (current === null || note === current.decision.note) return;
    this.#edit({ type: 'note', row: current.detail.row.row, at: now(), note }, note === '' ? 'Note removed' : 'Note');
  }

  setText(ref: TextRef, text: string | null): void {
    const current = this.#editable();
    if (current === null) return;
    const label = text === null ? 'Text put back' : 'Text edited';
    this.#edit({ type: 'text', row: current.detail.row.row, at: now(), ref, text }, label);
  }

  /** Undoes the last step of VS Code's own stack and shows what it was about. */
  async undo(): Promise<void> {
    this.#undoing = true;
    await this.command('undo');
    // The host's refresh may come after its answer; a later one is no longer about this undo.
    setTimeout(() => {
      this.#undoing = false;
    }, 500);
  }

  /** Has the host do something; a failure is shown in place. */
  async command(command: WebviewCommand, argument?: string): Promise<void> {
    try {
      await this.#remote.command(command, argument);
    } catch (error) {
      this.notice.value = { kind: 'error', text: messageOf(error) };
    }
  }

  // -- options

  setOption<K extends keyof Options>(name: K, value: Options[K]): void {
    this.options.value = { ...this.options.value, [name]: value };
  }

  toggle(name: 'list' | 'evidence' | 'markdown'): void {
    this.setOption(name, !this.options.value[name]);
  }

  toggleNote(): void {
    if (this.#editable() !== null) this.noteOpen.value = !this.noteOpen.value;
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

  // -- what the host says

  /** Rows changed (null: perhaps all): asks again for what is drawn. */
  async refresh(rows: readonly number[] | null): Promise<void> {
    this.#nextOpen = null;
    const undone = this.#undoing && rows !== null && rows.length > 0 ? rows[0] : undefined;
    this.#undoing = false;
    await Promise.all([this.details.reload(rows), this.rows.refresh(), this.refreshOverview()]);
    if (undone !== undefined) await this.showRow(undone);
    else await this.#relocate();
  }

  async refreshOverview(): Promise<void> {
    try {
      this.overview.value = await this.#remote.overview();
    } catch (error) {
      this.notice.value = { kind: 'error', text: messageOf(error) };
    }
  }

  /** The host asks for a view or a row. */
  async show(view: View | undefined, row: number | undefined): Promise<void> {
    this.screen.value = 'comparing';
    if (view !== undefined) await this.setView(view);
    if (row !== undefined) await this.showRow(row);
  }

  say(text: string): void {
    this.announcement.value = text;
  }

  // -- within

  async #move<T>(move: Promise<T>): Promise<T> {
    this.#underWay++;
    try {
      return await move;
    } finally {
      this.#underWay--;
      while (this.#underWay === 0 && this.#waiting.length > 0) this.#waiting.shift()?.();
    }
  }

  #current(): Current {
    const row = this.row.value;
    if (row === null) return { kind: 'none' };
    const state = this.details.get(row);
    if (state === undefined) return { kind: 'loading', row };
    if (state.kind === 'failed') return { kind: 'failed', row, why: state.why };
    return { kind: 'ready', detail: state.detail, decision: this.pending.over(row, state.detail.decision) };
  }

  #editable(): Extract<Current, { kind: 'ready' }> | null {
    const current = this.current.value;
    const { readOnly } = this.welcome.value;
    // What is not on screen can't be judged.
    if (this.screen.value !== 'comparing') return null;
    if (readOnly !== null) this.notice.value = { kind: 'info', text: readOnly };
    return current.kind === 'ready' && readOnly === null ? current : null;
  }

  #show(row: number): void {
    if (this.row.value === row) return;
    this.row.value = row;
    this.editing.value = null;
    this.noteOpen.value = false;
    if (this.notice.value?.kind === 'info') this.notice.value = null;
  }

  #prefetch(position: number): void {
    const near = [position, position + 1, position - 1, position + 2, position - 2]
      .map(place => this.rows.at(place)?.row)
      .filter(row => row !== undefined);
    this.rows.want(position - 2, Math.min(position + 2, (this.rows.total.value ?? 1) - 1));
    // The row itself alone and first: its neighbours must not hold it up.
    void this.details.want(near.slice(0, 1));
    void this.details.want(near.slice(1));
    void this.#findOpen(position).then(async open => {
      const item = open === null ? undefined : await this.rows.load(open);
      if (item !== undefined) void this.details.want([item.row]);
    });
  }

  #findOpen(position: number): Promise<number | null> {
    if (this.#nextOpen?.after !== position) {
      const found = this.#remote.nextOpen(this.rows.view.value, position + 1).catch(() => null);
      this.#nextOpen = { after: position, found };
    }
    return this.#nextOpen.found;
  }

  async #edit(action: Extract<Action, { row: number }>, label: string): Promise<void> {
    this.notice.value = null;
    this.pending.add(action);
    try {
      await this.#remote.edit(action, label);
      await Promise.all([this.details.reload([action.row]), this.refreshOverview()]);
    } catch (error) {
      const text = `Not kept: ${label.toLowerCase()}. ${messageOf(error)}`;
      this.notice.value = { kind: 'error', text, row: action.row };
      this.say(text);
    } finally {
      this.pending.remove(action);
    }
  }

  async #relocate(): Promise<void> {
    const row = this.row.value;
    if (row === null) {
      await this.goTo(0);
      return;
    }
    const move = this.#moves;
    const position = await this.#remote.locate(this.rows.view.value, row).catch(() => null);
    if (move === this.#moves && row === this.row.value) this.position.value = position;
  }

  #progress(): { readonly done: number; readonly all: number } | null {
    const overview = this.overview.value;
    if (overview === null) return null;
    const { filter } = this.rows.view.value;
    if (filter.text !== undefined || filter.principle !== undefined || filter.verdict !== undefined) return null;
    const now = this.#pendingVerdicts();
    if (filter.finding === undefined) return { done: overview.reviewed + now, all: overview.rowCount };
    const finding = overview.findings.find(one => one.kind === filter.finding);
    return finding === undefined ? null : { done: finding.count - finding.open + now, all: finding.count };
  }

  /** By how much pending verdicts change the number of rows with one. */
  #pendingVerdicts(): number {
    let change = 0;
    const rows = new Set(this.pending.actions.value.flatMap(action => (action.type === 'batch' ? [] : [action.row])));
    for (const row of rows) {
      const state = this.details.get(row);
      if (state?.kind !== 'ready') continue;
      const before = isJudged(state.detail.decision.verdict);
      const after = isJudged(this.pending.over(row, state.detail.decision).verdict);
      change += Number(after) - Number(before);
    }
    return change;
  }

  #remember(): void {
    const row = this.row.value;
    const view = this.rows.view.value;
    if (row === null) return;
    this.#memory.save({ view, row, options: this.options.value });
    this.#remote.report({ view, row });
  }
}

/** True for a verdict that says something of the two responses. */
function isJudged(verdict: Verdict | null): boolean {
  return verdict !== null && verdict !== 'later';
}

function now(): string {
  return new Date().toISOString();
}
