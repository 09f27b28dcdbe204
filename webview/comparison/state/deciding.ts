import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Label, Side } from '../../../src/dataset/comparison.ts';
import type { Action, RowAction } from '../../../src/edits/action.ts';
import { type Given, judgement, type TextRef, type Verdict } from '../../../src/edits/decision.ts';
import type { View } from '../../../src/protocol/view.ts';
import type { Reason, Welcome } from '../../../src/protocol/webview.ts';
import type { Counting } from './counting.ts';
import type { Details } from './details.ts';
import type { HostWatch } from './hostWatch.ts';
import { messageOf } from './messageOf.ts';
import type { Navigation } from './navigation.ts';
import type { Options } from './options.ts';
import type { PendingEdits } from './pendingEdits.ts';
import { count, labelText, share, verdictText } from './phrases.ts';
import { isJudged, type Progress } from './progress.ts';
import type { Remote } from './remote.ts';
import { disagreement } from './reviewers.ts';
import type { Current, Notice, Screen } from './shown.ts';
import { type Place, sideAt } from './sides.ts';

/** What deciding needs of the page around it. */
export interface DecidingPage {
  readonly welcome: ReadonlySignal<Welcome>;
  readonly options: ReadonlySignal<Options>;
  readonly current: ReadonlySignal<Current>;
  readonly blind: ReadonlySignal<boolean>;
  readonly check: ReadonlySignal<View['filter']['check'] | null>;
  readonly again: ReadonlySignal<boolean>;
  readonly hidden: ReadonlySignal<boolean>;
  readonly left: ReadonlySignal<Side>;
  readonly progress: ReadonlySignal<Progress | null>;
  readonly screen: Signal<Screen>;
  readonly notice: Signal<Notice | null>;
  readonly navigation: Navigation;
  readonly counting: Counting;
  readonly details: Details;
  readonly pending: PendingEdits;
  readonly host: HostWatch;
  say(text: string): void;
  /** Puts what is known of rows into lists. */
  showVerdicts(rows: readonly number[]): void;
}

type Ready = Extract<Current, { kind: 'ready' }>;

/** Verdicts, notes, tags and edited texts: drawn at once, confirmed or refused by the host. */
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
    if (this.#startFirst()) return;
    const current = this.#judgeable();
    if (current === null) return;
    if (current.detail.row.kind === 'malformed' && verdict !== 'later' && verdict !== 'drop') {
      this.#page.say('This line is not a comparison: it can only be dropped or left for later.');
      return;
    }
    const { row } = current.detail.row;
    // Pressed again, a verdict is taken back; between reviewers it is the one that counts from now on.
    const settles = this.#settles(current);
    const taken = current.decision.verdict === verdict && !settles ? null : verdict;
    const wasHidden = this.#page.hidden.value;
    const words = taken === null ? 'Verdict taken back' : verdictText(taken, this.#page.left.value);
    const said = wasHidden && taken !== null && this.#page.check.value === null ? this.#revealed(current) : '';
    const judged: RowAction = this.#page.again.value
      ? { type: 'again', row, at: now(), verdict: taken }
      : { type: 'verdict', row, at: now(), ...judgement(taken, this.#given(row, taken, settles)) };
    void this.#edit(judged, this.#page.again.value ? `${words} (second time)` : words, row);
    if (taken !== null) this.verdictTimes.value = [...this.verdictTimes.value.slice(-200), Date.now()];
    const { value: progress } = this.#page.progress;
    const stand = progress === null ? '' : ` ${count(progress.done)} of ${count(progress.all)}.`;
    this.#page.say(`${words}.${said}${stand}`);
    const stays = wasHidden && this.#page.check.value === null && isJudged(taken);
    if (taken !== null && this.#page.welcome.value.settings.autoAdvance && !stays) void this.#page.navigation.advance();
  }

  /** How a verdict is given now. */
  #given(row: number, taken: Verdict | null, settles: boolean): Given {
    const { value: hidden } = this.#page.hidden;
    if (this.#page.check.value !== null) return hidden ? 'random' : 'seen';
    if (settles) return 'settled';
    return this.#page.blind.value && taken !== null && isJudged(taken) && !this.#seen.has(row) ? 'blind' : 'seen';
  }

  /** Reviewers disagree about the comparison, what they said is in view, and nobody has settled it here. */
  #settles({ detail, decision }: Ready): boolean {
    if (this.#page.blind.value || decision.given === 'settled') return false;
    return disagreement(detail.reviews ?? []);
  }

  /** What comes to light with a blind verdict, in words. */
  #revealed({ detail: { row, audit } }: Ready): string {
    if (row.kind !== 'comparison') return '';
    const { label } = row.comparison;
    const says = label === null ? 'There is no label' : `The label says ${labelText(label, this.#page.left.value)}`;
    const p = audit?.p == null ? '' : `, p ${share(audit.p)}`;
    const kinds = (audit?.findings ?? []).map(({ kind }) => kind);
    return ` ${says}${p}.${kinds.length === 0 ? '' : ` Findings: ${kinds.join(', ')}.`}`;
  }

  /** A file that nobody has looked at yet: the first key shows the first comparison, for nobody judges what is not shown. */
  #startFirst(): boolean {
    if (this.#page.screen.value !== 'first-look') return false;
    this.#page.screen.value = 'comparing';
    this.#page.notice.value = { kind: 'info', text: 'This is the first comparison. Press the key again to judge it.' };
    this.#page.say('This is the first comparison. Press the key again to judge it.');
    return true;
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
    const { row } = current.detail.row;
    void this.#edit({ type: 'note', row, at: now(), note }, note === '' ? 'Note removed' : 'Note', row);
  }

  setText(ref: TextRef, text: string | null): void {
    const current = this.editable();
    if (current === null) return;
    const label = text === null ? 'Text put back' : 'Text edited';
    const { row } = current.detail.row;
    void this.#edit({ type: 'text', row, at: now(), ref, text }, label, row);
  }

  /** Puts a tag on the comparison, or takes it off. */
  toggleTag(tag: string): void {
    const current = this.#judgeable();
    if (current === null || tag === '') return;
    const { row } = current.detail.row;
    const { tags } = current.decision;
    const has = tags.includes(tag);
    const action = {
      type: 'tags',
      row,
      at: now(),
      tags: has ? tags.filter(one => one !== tag) : [...tags, tag],
    } as const;
    void this.#edit(action, has ? `Tag removed: ${tag}` : `Tag: ${tag}`, row);
    this.#page.say(has ? `Not tagged any more: ${tag}.` : `Tagged: ${tag}.`);
  }

  /** Gives a reason of the user's list: its tag, and its verdict where it has one, as one step. */
  giveReason({ tag, verdict }: Reason): void {
    const current = this.#judgeable();
    if (current === null) return;
    if (verdict === undefined || this.#page.again.value || current.detail.row.kind === 'malformed') {
      this.toggleTag(tag);
      return;
    }
    const { row } = current.detail.row;
    const { tags } = current.decision;
    const taken = { left: sideAt('left', this.#page.left.value), right: sideAt('right', this.#page.left.value) };
    const given: Verdict = verdict === 'left' || verdict === 'right' ? taken[verdict] : verdict;
    const wasHidden = this.#page.hidden.value;
    const settles = this.#settles(current);
    const actions: Action[] = [
      { type: 'verdict', row, at: now(), ...judgement(given, this.#given(row, given, settles)) },
      { type: 'tags', row, at: now(), tags: tags.includes(tag) ? tags : [...tags, tag] },
    ];
    const words = `${verdictText(given, this.#page.left.value)}: ${tag}`;
    void this.#edit({ type: 'batch', actions }, words, row);
    this.verdictTimes.value = [...this.verdictTimes.value.slice(-200), Date.now()];
    this.#page.say(`${words}.`);
    const stays = wasHidden && this.#page.check.value === null;
    if (this.#page.welcome.value.settings.autoAdvance && !stays) void this.#page.navigation.advance();
  }

  /**
   * As `editable`, for what is given by a key: no more of them while nobody confirms any. What was written by hand is taken all
   * the same, and drawn as not kept.
   */
  #judgeable(): Ready | null {
    if (!this.#page.host.silent.value) return this.editable();
    this.#page.say('The extension host does not answer: nothing was decided.');
    return null;
  }

  /** The row that is shown, if it may be edited; says why it may not. */
  editable(): Ready | null {
    const current = this.#page.current.value;
    const { readOnly } = this.#page.welcome.value;
    // What is not on screen can't be judged.
    if (this.#page.screen.value !== 'comparing') return null;
    if (readOnly !== null) this.#page.notice.value = { kind: 'info', text: readOnly };
    return current.kind === 'ready' && readOnly === null ? current : null;
  }

  async #edit(action: Action, label: string, row: number): Promise<void> {
    this.#page.notice.value = null;
    this.#page.pending.add(action);
    try {
      await this.#remote.edit(action, label);
      this.#page.pending.confirm(action);
      await Promise.all([this.#page.details.reload([row]), this.#page.counting.progress()]);
      this.#page.showVerdicts([row]);
      void this.#page.counting.overview();
    } catch (error) {
      const text = `Not kept: ${label.toLowerCase()}. ${messageOf(error)}`;
      this.#page.notice.value = { kind: 'error', text, row };
      this.#page.say(text);
    } finally {
      this.#page.pending.remove(action);
    }
  }
}

function now(): string {
  return new Date().toISOString();
}
