import type { Comparison } from '../../dataset/comparison.ts';
import type { Estimate } from '../figures.ts';
import { cellsOf } from './cells.ts';
import { componentsOf } from './components.ts';
import { fitStrengths, largestComponent, type Model } from './fitStrengths.ts';
import { blindLoss, heldOutLoss } from './heldOut.ts';
import { NoSuchIds } from './idsBy.ts';
import { type Meetings, meetingsOf } from './meetings.ts';
import { normalCdf } from './normal.ts';
import { byBootstrap, byInformation, type Spread } from './spreadOf.ts';
import { type LinkId, links } from './tieLinks.ts';

/** One id. */
export interface Strength {
  readonly id: string;
  /** Strength relative to the mean of its component, on the scale of the model (log-odds, or probits for Thurstone). */
  readonly u: number;
  /** 95 % interval. */
  readonly low: number;
  readonly high: number;
  /** Weight of its meetings, and of those it won, lost and tied. */
  readonly n: number;
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
  /** Component from 0, the largest first: strengths of different components can't be compared. */
  readonly component: number;
  /** Group within the component: between groups all wins go one way, and only the prior says how far apart they are. */
  readonly group: number;
  /** Probability (normal approximation) that it is stronger than the next in the list; null for a component's last. */
  readonly aboveNext: number | null;
}

/** Two ids that met. */
export interface StrengthPair {
  readonly one: string;
  readonly other: string;
  readonly wins: number;
  readonly ties: number;
  readonly losses: number;
  /** Probability that `one` beats `other` where it is no tie, by the model and without the effect of position. */
  readonly expected: number;
}

/** What meetings say of the ids that met. */
export interface StrengthFigures {
  readonly of: string;
  readonly model: LinkId;
  /** The model in words. */
  readonly name: string;
  /** By component, the strongest first. */
  readonly strengths: readonly Strength[];
  readonly components: readonly { readonly ids: number; readonly meetings: number; readonly groups: number }[];
  readonly pairs: readonly StrengthPair[];
  readonly meetings: number;
  readonly leftOut: Meetings['leftOut'];
  readonly interval: Spread['by'];
  /** Chance of a tie between equals; null where there are no ties. */
  readonly tieBetweenEquals: number | null;
  /** What being shown first adds, on the model's scale; null where positions are not recorded. */
  readonly first: Omit<Estimate, 'n'> | null;
  /** Held-out log-loss in nats a meeting of each model, and of one that is blind to ids. */
  readonly heldOut: readonly { readonly model: LinkId | 'blind'; readonly loss: number }[] | null;
}

export interface StrengthOptions {
  readonly model?: LinkId;
  readonly bothBad?: boolean;
  /** Default: a bootstrap over prompts where prompts recur and the ids are few. */
  readonly interval?: Spread['by'];
  readonly seed?: number;
}

const bootstrapIds = 60;
const draws = 400;
/** Fits that are held out of more ids than this would take too long. */
const heldOutIds = 300;

/**
 * Bradley-Terry or Thurstone strengths of what the responses are named by.
 *
 * @param of - see `meetingsOf`
 * @throws NoSuchIds where the comparisons name no such ids, fewer than two of them met, or too many
 */
export function strengthsOf(
  comparisons: readonly Comparison[],
  of: string,
  options: StrengthOptions = {},
): StrengthFigures {
  const { model: id = 'davidson', bothBad = false, seed = 0 } = options;
  const met = meetingsOf(comparisons, of, bothBad);
  const { ids, meetings } = met;
  if (ids.length < 2) throw new NoSuchIds(nothing(of, met));
  const components = componentsOf(ids.length, meetings);
  const sizes = components.groups.map((_, c) => components.component.filter(of => of === c).length);
  if (sizes[0]! > largestComponent) {
    throw new NoSuchIds(
      `${sizes[0]} ids by ${JSON.stringify(of)} are connected by comparisons; at most ${largestComponent} can be fitted together. Take a column with fewer ids, or a part of the file.`,
    );
  }
  const ties = meetings.some(({ outcome }) => outcome === 0);
  const model: Model = { link: links[id], ties, side: meetings.some(({ positioned }) => positioned) };
  const cells = cellsOf(meetings);
  const fit = fitStrengths(cells, components.component, model);
  const how = options.interval ?? (clustered(met) && ids.length <= bootstrapIds ? 'bootstrap' : 'information');
  const spread =
    how === 'bootstrap'
      ? byBootstrap(met, fit, components.component, seed, draws)
      : byInformation(fit, components.component);
  const tally = tallyOf(met);
  const order = Array.from(ids.keys()).sort(
    (x, y) => components.component[x]! - components.component[y]! || fit.u[y]! - fit.u[x]!,
  );
  const out = new Float64Array(9);
  const probabilities = (difference: number): Float64Array => {
    model.link.at(difference, fit.tie, out);
    return out;
  };
  return {
    of,
    model: id,
    name: ties ? model.link.nameWithTies : model.link.name,
    strengths: order.map((at, rank) => {
      const next = order[rank + 1];
      const last = next === undefined || components.component[next] !== components.component[at];
      return {
        id: ids[at]!,
        u: fit.u[at]!,
        low: spread.low[at]!,
        high: spread.high[at]!,
        ...tally[at]!,
        component: components.component[at]!,
        group: components.group[at]!,
        aboveNext: last ? null : normalCdf((fit.u[at]! - fit.u[next]!) / spread.ofDifference(at, next)),
      };
    }),
    components: sizes.map((size, c) => ({
      ids: size,
      meetings: meetings.filter(({ a }) => components.component[a] === c).length,
      groups: components.groups[c]!,
    })),
    pairs: pairsOf(met, cells, (i, j) => {
      const [win, , loss] = probabilities(fit.u[i]! - fit.u[j]!);
      return win! / (win! + loss!);
    }),
    meetings: meetings.length,
    leftOut: met.leftOut,
    interval: spread.by,
    tieBetweenEquals: ties ? probabilities(0)[1]! : null,
    first: model.side ? { value: fit.side, low: spread.side[0], high: spread.side[1] } : null,
    heldOut:
      ids.length > heldOutIds
        ? null
        : [
            ...Object.values(links)
              // Without ties the first two are one model.
              .filter(({ id: other }) => ties || other !== 'rao-kupper')
              .map(link => ({
                model: link.id,
                loss: heldOutLoss(met, components.component, { ...model, link }, seed),
              })),
            { model: 'blind' as const, loss: blindLoss(met, seed) },
          ],
  };
}

/** Meetings share prompts, so that they are not independent. */
function clustered({ meetings }: Meetings): boolean {
  const prompts = new Set(meetings.map(({ prompt }) => prompt)).size;
  return prompts >= 10 && meetings.length > 1.5 * prompts;
}

function tallyOf({ ids, meetings }: Meetings) {
  const tally = ids.map(() => ({ n: 0, wins: 0, losses: 0, ties: 0 }));
  for (const { a, b, outcome, weight } of meetings) {
    for (const [id, mine] of [
      [a, outcome],
      [b, -outcome],
    ] as const) {
      const of = tally[id]!;
      of.n += weight;
      if (mine > 0) of.wins += weight;
      else if (mine < 0) of.losses += weight;
      else of.ties += weight;
    }
  }
  return tally;
}

function pairsOf(
  { ids }: Meetings,
  cells: ReturnType<typeof cellsOf>,
  expected: (i: number, j: number) => number,
): StrengthPair[] {
  const pairs = new Map<string, { i: number; j: number; counts: [number, number, number] }>();
  for (const { i, j, counts } of cells) {
    const pair = pairs.get(`${i},${j}`) ?? { i, j, counts: [0, 0, 0] };
    for (let k = 0; k < 3; k++) pair.counts[k]! += counts[k]!;
    pairs.set(`${i},${j}`, pair);
  }
  return [...pairs.values()].map(({ i, j, counts: [wins, ties, losses] }) => ({
    one: ids[i]!,
    other: ids[j]!,
    wins,
    ties,
    losses,
    expected: expected(i, j),
  }));
}

function nothing(of: string, { leftOut }: Meetings): string {
  if (of === 'response_model') {
    return `No two models met: ${leftOut.nameless} comparisons do not name the models of both responses. --map can say which fields do; another column can be named instead.`;
  }
  return `No two ids by ${JSON.stringify(of)} met: ${leftOut.same} votes are on two responses with the same id, ${leftOut.nameless} comparisons have none.`;
}
