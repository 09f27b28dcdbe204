import type { ReportData } from '../../src/audit/reportData.ts';
import type { PrincipleFigures, Reconstruction } from '../../src/principles/principlesResult.ts';
import { el, svg } from './element.ts';
import { filterLink } from './host.ts';
import { decimal, interval, percent, points, whole } from './numbers.ts';
import { type Column, folded, section, table } from './table.ts';

/** Principles shown beyond the constitution's before the rest is folded. */
const shown = 8;

function bar({ for: right, against, accuracy }: PrincipleFigures): HTMLElement {
  const label = `${percent(accuracy)} of ${whole(right + against)} labels for`;
  const node = el('span', {
    class: 'balance',
    role: 'img',
    'aria-label': label,
    title: `${right} for, ${against} against`,
  });
  if (right + against === 0) return node;
  const [solid, hatched] = [el('i', { class: 'for' }), el('i', { class: 'against' })];
  solid.style.width = `${100 * accuracy}%`;
  hatched.style.width = `${100 * (1 - accuracy)}%`;
  node.append(solid, hatched);
  return node;
}

function check(place: number | null): Element {
  if (place === null) return el('span', { class: 'glyph' });
  return svg(
    'svg',
    { viewBox: '0 0 16 16', class: 'glyph plain', role: 'img', 'aria-label': `rule ${place + 1} of the constitution` },
    svg('path', { d: 'M2.5 8.5 6.5 12.5 13.5 4' }),
  );
}

const columns = [
  { head: 'principle' },
  { head: 'for, against (hatched)', title: 'Labels with and against the principle, where it votes' },
  { head: 'accuracy', figures: true, title: 'Labels with the principle among those on which it votes' },
  { head: 'relevant', figures: true, title: 'Labels on which it votes' },
  { head: 'kappa', figures: true, title: '2 (accuracy - .5)' },
  {
    head: 'gain',
    figures: true,
    title: 'Percentage points that it added to the reconstruction when it joined the constitution',
  },
  { head: 'folds', figures: true, title: 'How many outer folds chose it for their constitution' },
];

const ofAll = {
  head: 'of all',
  figures: true,
  title:
    'Labels with the principle among those of the whole file on which it votes; the figures beside it are of the sample',
};

/** Columns of principles, some of which were counted on more labels than those that they were chosen on. */
function columnsOf(principles: readonly PrincipleFigures[]): readonly Column[] {
  return principles.some(({ whole: all }) => all !== undefined) ? [...columns, ofAll] : columns;
}

function rowsOf(principles: readonly PrincipleFigures[], built: Reconstruction | null): (Node | string)[][] {
  return principles.map(principle => {
    const { id, short, place, accuracy, relevance, kappa, gain, low, high, whole: all } = principle;
    const name = filterLink(short, { principle: { id, stand: 'against' } }, 'Show the labels against it');
    const exact = el('span', { title: interval({ value: accuracy, low, high }) }, decimal(accuracy));
    return [
      el('span', { class: 'kind principle' }, check(place), name),
      bar(principle),
      exact,
      percent(relevance),
      decimal(kappa),
      gain === null ? el('span', { class: 'muted' }, '–') : points(gain),
      built === null ? el('span', { class: 'muted' }, '–') : `${built.chosenIn[id] ?? 0}/${built.folds}`,
      ...(all === undefined ? [] : [all.for + all.against === 0 ? '–' : decimal(all.for / (all.for + all.against))]),
    ];
  });
}

/** The constitution first, then the strongest others; the contrary of a principle already shown is left out. */
export function principlesTable({ principles: result, figures }: ReportData): HTMLElement {
  const { constitution, principles, reconstruction, why } = result;
  const known = new Set(constitution.map(({ id }) => id));
  const others = principles.filter(({ id, opposite, place, strength, for: right, against }) => {
    if (place !== null || right + against === 0) return false;
    // Of two contraries the one that the labels follow is shown: the other says the same with the sign turned.
    if (opposite !== undefined && (known.has(opposite) || (strength < 0 && principles.some(p => p.id === opposite))))
      return false;
    known.add(id);
    return true;
  });
  const rest = others.slice(shown);
  const heads = columnsOf(principles);
  return section(
    'Principles',
    '“Select the response that …”',
    table('Principles', heads, rowsOf([...constitution, ...others.slice(0, shown)], reconstruction)),
    why === '' ? null : el('p', { class: 'muted' }, why),
    figures.fittedOn === undefined || principles.length === 0
      ? null
      : el('p', { class: 'muted' }, `Chosen on the sample of ${whole(figures.fittedOn)}.`),
    rest.length === 0
      ? null
      : folded(`${rest.length} more`, table('More principles', heads, rowsOf(rest, reconstruction))),
  );
}
