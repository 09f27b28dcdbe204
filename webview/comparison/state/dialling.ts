import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Overview, OverviewObjective } from '../../../src/protocol/overview.ts';
import type { Dial, View } from '../../../src/protocol/view.ts';
import { Coalesced } from './coalesced.ts';
import { messageOf } from './messageOf.ts';
import type { Remote } from './remote.ts';
import type { ViewRows } from './viewRows.ts';

/** Milliseconds between two looks at the rows while a weight is being moved. */
const breath = 80;

/** What the dial needs of the page around it. */
export interface DialPage {
  readonly rows: ViewRows;
  readonly overview: ReadonlySignal<Overview | null>;
  readonly blind: ReadonlySignal<boolean>;
  readonly navigation: { goTo(position: number): Promise<void> };
  setView(view: View): Promise<void>;
  say(text: string): void;
}

/** Labels that a direction agrees with, of those that it judges. */
export interface DialCounts {
  readonly with: number;
  readonly against: number;
}

/** A direction of the file's objectives that the rows are ranked and filtered by while it is turned. */
export class Dialling {
  /** Objectives that can be weighed: none while a verdict is blind, and where the file has fewer than two. */
  readonly objectives = computed<readonly OverviewObjective[]>(() =>
    this.#page.blind.value ? [] : (this.#page.overview.value?.objectives ?? []),
  );
  /** What the view is judged by; null: by no direction. */
  readonly dial = computed<Dial | null>(() => this.#page.rows.view.value.filter.dial ?? null);
  /** By column, as it stands on the dial, also where the rows are still on their way. */
  readonly weights = signal<Readonly<Record<string, number>>>({});
  /** Null until they are known. */
  readonly counts = signal<DialCounts | null>(null);

  readonly #page: DialPage;
  readonly #remote: Remote;
  readonly #applying = new Coalesced(() => this.#apply(), breath);

  constructor(page: DialPage, remote: Remote) {
    this.#page = page;
    this.#remote = remote;
    effect(() => {
      // A view that came from elsewhere (a saved filter, the host) brings its weights.
      const { value: dial } = this.dial;
      if (dial !== null && !this.#moving) this.weights.value = dial.weights;
    });
  }

  #moving = false;

  /** Shows the dial, at the direction that the labels follow, or takes it off. */
  async toggle(): Promise<void> {
    if (this.dial.value !== null) {
      const { dial: _, ...filter } = this.#page.rows.view.value.filter;
      this.#page.say('The dial is off.');
      await this.#page.setView({ filter, sort: 'position' });
      return;
    }
    this.weights.value = this.labelled();
    await this.#show('all');
    this.#page.say('Ranked by the direction: labels that it is most against come first.');
  }

  /** The direction that the labels follow; where that is not known, all objectives alike. */
  labelled(): Record<string, number> {
    const { value: objectives } = this.objectives;
    const known = objectives.every(({ weight }) => weight !== null);
    return Object.fromEntries(
      objectives.map(({ column, weight }) => [column, known ? Math.round(100 * weight!.value) / 100 : 1]),
    );
  }

  /** All objectives alike. */
  alike(): Record<string, number> {
    return Object.fromEntries(this.objectives.value.map(({ column }) => [column, 1]));
  }

  /** Turns the dial: the rows follow as fast as they can. */
  async turn(weights: Readonly<Record<string, number>>): Promise<void> {
    this.weights.value = weights;
    if (!Object.values(weights).some(weight => weight !== 0)) {
      this.#page.say('A direction needs a weight that is not 0.');
      return;
    }
    this.#moving = true;
    try {
      await this.#applying.run();
    } finally {
      this.#moving = false;
    }
  }

  /** Shows only labels that the direction is for, or against; or all. */
  show(which: Dial['show']): Promise<void> {
    return this.#show(which);
  }

  async #apply(): Promise<void> {
    await this.#show(this.dial.peek()?.show ?? 'all');
  }

  async #show(show: Dial['show']): Promise<void> {
    const { value: view } = this.#page.rows.view;
    const dial = { weights: this.weights.value, show };
    const sort = view.filter.dial === undefined ? { sort: 'direction' as const } : {};
    const next: View = { ...view, ...sort, filter: { ...view.filter, dial } };
    // What stands first is what the dial is turned for.
    const shown = this.#page.setView(next).then(() => this.#page.navigation.goTo(0));
    await Promise.all([shown, this.#count(next)]);
  }

  async #count(view: View): Promise<void> {
    const { dial } = view.filter;
    if (dial === undefined) return;
    const of = async (show: 'with' | 'against'): Promise<number> => {
      const asked: View = { sort: 'position', filter: { ...view.filter, dial: { ...dial, show } } };
      return (await this.#remote.window(asked, 0, 0)).total;
    };
    try {
      const [agreeing, against] = await Promise.all([of('with'), of('against')]);
      if (this.dial.value?.weights === dial.weights) this.counts.value = { with: agreeing, against };
    } catch (error) {
      this.counts.value = null;
      this.#page.say(messageOf(error));
    }
  }
}

/** The margin of a row in the direction: the weighted sum of its objectives over the length of the weights; null: not known. */
export function directionOf(
  { weights }: Pick<Dial, 'weights'>,
  cells: Readonly<Record<string, unknown>> | undefined,
): number | null {
  const length = Math.hypot(...Object.values(weights));
  let sum = 0;
  for (const [column, weight] of Object.entries(weights)) {
    if (weight === 0) continue;
    const value = cells?.[column];
    if (typeof value !== 'number') return null;
    sum += weight * value;
  }
  return length > 0 ? sum / length : null;
}
