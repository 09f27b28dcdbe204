import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Label, Side } from '../../../src/dataset/comparison.ts';
import type { Action } from '../../../src/edits/action.ts';
import { judgement, type TextRef, type Verdict } from '../../../src/edits/decision.ts';
import type { Welcome } from '../../../src/protocol/webview.ts';
import type { Details } from './details.ts';
import type { Navigation } from './navigation.ts';
import type { Options } from './options.ts';
import type { PendingEdits } from './pendingEdits.ts';
import { count, verdictText } from './phrases.ts';
import { isJudged, type Progress } from './progress.ts';
import { messageOf, type Remote } from './remote.ts';
import type { Current, Notice, Screen } from './shown.ts';
import { type Place, sideAt } from './sides.ts';

/** What deciding needs of the page around it. */
export interface DecidingPage {
  readonly welcome: ReadonlySignal<Welcome>;
  readonly options: ReadonlySignal<Options>;
  readonly current: ReadonlySignal<Current>;
  readonly hidden: ReadonlySignal<boolean>;
  readonly left: ReadonlySignal<Side>;
  readonly progress: ReadonlySignal<Progress | null>;
  readonly screen: Signal<Screen>;
  readonly notice: Signal<Notice | null>;
  readonly navigation: Navigation;
  readonly details: Details;
  readonly pending: PendingEdits;
  say(text: string): void;
  refreshOverview(): Promise<void>;
}

/** Verdicts, notes and edited texts: drawn at once, confirmed or refused by the host. */
export class Deciding {
  /** Times (ms) of this session's verdicts. */
  readonly verdictTimes = signal<readonly number[]>([]);

  readonly #page: DecidingPage;
  readonly #remote: Remote;
  /** Rows that were shown with their label: a verdict on them is no longer blind. */
  readonly #seen = new Set<number>();

  constructor(page: DecidingPage, remote: Remote) {
    this.#page = page;
    this.#remote = remote;
    effect(() => {
      const current = page.current.value;
      if (current.kind === 'ready' && !page.hidden.value && page.screen.value === 'comparing') {
        this.#seen.add(current.detail.row.row);
      }
    });
  }

  /** Gives the verdict (the same one again takes it back), draws it at once, and goes on where that is asked for. */
  judge(verdict: Verdict): void {
    const current = this.editable();
    if (current === null) return;
    if (current.detail.row.kind === 'malformed' && verdict !== 'later' && verdict !== 'drop') {
      this.#page.say('This line is not a comparison: it can only be dropped or left for later.');
      return;
    }
    const { row } = current.detail.row;
    const taken = current.decision.verdict === verdict ? null : verdict;
    const blind = this.#page.options.value.blind && taken !== null && isJudged(taken) && !this.#seen.has(row);
    const wasHidden = this.#page.hidden.value;
    const words = taken === null ? 'Verdict taken back' : verdictText(taken, this.#page.left.value);
    void this.#edit({ type: 'verdict', row, at: now(), ...judgement(taken, blind ? 'blind' : 'seen') }, words);
    if (taken !== null) this.verdictTimes.value = [...this.verdictTimes.value.slice(-200), Date.now()];
    const { value: progress } = this.#page.progress;
    this.#page.say(progress === null ? `${words}.` : `${words}. ${count(progress.done)} of ${count(progress.all)}.`);
    if (taken !== null && this.#page.welcome.value.settings.autoAdvance && !wasHidden)
      void this.#page.navigation.advance();
  }

  /** Prefers the response at a place. */
  prefer(place: Place): void {
    this.judge(sideAt(place, this.#page.left.value));
  }

  /** Keeps the recorded label and goes on; with a verdict, or where there is nothing to keep, only goes on. */
  keep(): void {
    if (this.#page.screen.value !== 'comparing') {
      this.#page.screen.value = 'comparing';
      return;
    }
    const label = this.labelToKeep();
    if (label === null) {
      void this.#page.navigation.advance();
      return;
    }
    this.judge(label);
    if (!this.#page.welcome.value.settings.autoAdvance) void this.#page.navigation.advance();
  }

  /** The label that `keep` would give as a verdict, if any. */
  labelToKeep(): Label | null {
    const current = this.#page.current.value;
    if (current.kind !== 'ready' || current.detail.row.kind !== 'comparison') return null;
    if (this.#page.hidden.value || isJudged(current.decision.verdict) || this.#page.welcome.value.readOnly !== null)
      return null;
    return current.detail.row.comparison.label;
  }

  setNote(note: string): void {
    const current = this.editable();
    if (current === null || note === current.decision.note) return;
    void this.#edit(
      { type: 'note', row: current.detail.row.row, at: now(), note },
      note === '' ? 'Note removed' : 'Note',
    );
  }

  setText(ref: TextRef, text: string | null): void {
    const current = this.editable();
    if (current === null) return;
    const label = text === null ? 'Text put back' : 'Text edited';
    void this.#edit({ type: 'text', row: current.detail.row.row, at: now(), ref, text }, label);
  }

  /** The row that is shown, if it may be edited; says why it may not. */
  editable(): Extract<Current, { kind: 'ready' }> | null {
    const current = this.#page.current.value;
    const { readOnly } = this.#page.welcome.value;
    // What is not on screen can't be judged.
    if (this.#page.screen.value !== 'comparing') return null;
    if (readOnly !== null) this.#page.notice.value = { kind: 'info', text: readOnly };
    return current.kind === 'ready' && readOnly === null ? current : null;
  }

  async #edit(action: Extract<Action, { row: number }>, label: string): Promise<void> {
    this.#page.notice.value = null;
    this.#page.pending.add(action);
    try {
      await this.#remote.edit(action, label);
      await Promise.all([this.#page.details.reload([action.row]), this.#page.refreshOverview()]);
    } catch (error) {
      const text = `Not kept: ${label.toLowerCase()}. ${messageOf(error)}`;
      this.#page.notice.value = { kind: 'error', text, row: action.row };
      this.#page.say(text);
    } finally {
      this.#page.pending.remove(action);
    }
  }
}

function now(): string {
  return new Date().toISOString();
}
