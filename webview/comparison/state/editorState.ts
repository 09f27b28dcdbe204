import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { judgement, type TextRef } from '../../../src/edits/decision.ts';
import type { Overview } from '../../../src/protocol/overview.ts';
import type { ListItem } from '../../../src/protocol/rows.ts';
import { wholeFile } from '../../../src/protocol/view.ts';
import type { Welcome } from '../../../src/protocol/webview.ts';
import { Details } from './details.ts';
import { Explanations } from './explanations.ts';
import type { HostWatch } from './hostWatch.ts';
import { Navigation } from './navigation.ts';
import { optionsFrom } from './options.ts';
import { PendingEdits } from './pendingEdits.ts';
import { Pictures } from './pictures.ts';
import { isJudged, progressOf } from './progress.ts';
import type { Remembered } from './recall.ts';
import type { Remote } from './remote.ts';
import { Reviewing } from './reviewing.ts';
import type { Current, Notice, Screen } from './shown.ts';
import { leftSide } from './sides.ts';
import { tintOf } from './tint.ts';
import type { ViewRows } from './viewRows.ts';

/** What the comparison editor shows: its state, and what follows from it. What is done about it is in `editor.ts`. */
export abstract class EditorState {
  readonly welcome;
  readonly options;
  readonly navigation: Navigation;
  readonly details: Details;
  readonly pending = new PendingEdits();
  readonly host: HostWatch;
  readonly explanations: Explanations;
  readonly pictures: Pictures;
  readonly reviewing: Reviewing;
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

  /** @param saved what an earlier page kept */
  constructor(remote: Remote, host: HostWatch, welcome: Welcome, saved: Remembered | null) {
    this.host = host;
    this.welcome = signal(welcome);
    this.options = optionsFrom(saved?.options);
    this.details = new Details(remote, row => row === this.navigation.row.peek());
    this.explanations = new Explanations(remote);
    this.pictures = new Pictures(remote);
    this.reviewing = new Reviewing(remote);
    this.navigation = new Navigation(remote, saved?.view ?? welcome.state?.view ?? wholeFile, {
      details: this.details,
      isPending: row => this.pending.has(row),
      isWaiting: item => this.#isWaiting(item),
      say: text => this.say(text),
      onDone: () => this.done(),
    });
    if (saved !== null || welcome.state !== null) this.screen.value = 'comparing';
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

  say(text: string): void {
    this.announcement.value = text;
  }

  /** A row has an edit that was drawn, and the host that is to keep it is silent. */
  isUnkept(row: number): boolean {
    return this.host.silent.value && this.pending.unconfirmed.some(one => one.row === row);
  }

  /** Nothing of the view waits any more. */
  protected abstract done(): void;

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
}
