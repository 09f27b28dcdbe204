import type { Estimate } from '../../reward/figures.ts';
import type {
  PopulationFigures,
  PopulationsFigures,
  PrincipleDifference,
} from '../../reward/populations/populationsFigures.ts';
import { worstOff } from '../../reward/populations/populationsFigures.ts';
import { count, fixed, percent, signed } from './numbers.ts';
import { safeLine } from './safeText.ts';
import { textTable } from './textTable.ts';

/** Populations of annotators, what each goes by, and what one head for all costs the worst-off. */
export function populationsText(figures: PopulationsFigures): string {
  if (!figures.known) return `  Not known: ${figures.why}`;
  const { populations, chance, steps, single, own, people, votes } = figures;
  const last = steps.at(-1);
  const gain =
    last === undefined
      ? ''
      : ` ${last.count} populations ${last.count > populations.length ? 'explain' : 'against one fewer explain'} held-out votes ${last.gain > 0 ? `better by ${last.gain.toFixed(1)}` : `worse by ${(-last.gain).toFixed(1)}`} nats (standard error ${last.error.toFixed(1)}).`;
  const by = `${count(people)} annotators and ${count(votes)} votes, ${percent(chance)} of people by chance`;
  if (populations.length === 1) {
    const but =
      last !== undefined && last.gain > 1.645 * last.error
        ? ' But they would part over fewer than 15 % of the votes, or one is of fewer than four people.'
        : '';
    return `  One population: nothing tells several apart (${by}).${gain}${but}\n  Accuracy on held-out votes ${share(single)}.`;
  }
  const worst = worstOff(populations);
  return [
    `  ${populations.length} populations (${by}).${gain}`,
    `  Accuracy on held-out votes: ${share(single)} by one head for all, ${share(own)} by each person's population.`,
    `  Worst-off population: ${percent(worst.single)} by one head for all, ${percent(worst.own)} by its own.`,
    '',
    indented(populationsTable(populations)),
    ...populations.flatMap(population => [
      '',
      `  ${population.name}${population.inverted ? ' (wants the contrary of population 1: sides may be exchanged)' : ''}`,
      ...differenceLines(population.principles),
      ...population.features.map(
        ({ name, weight, elsewhere }) =>
          `    feature: ${name} ${signed(weight, 2)} (others ${signed(elsewhere, 2)}) logits for a typical difference`,
      ),
    ]),
  ].join('\n');
}

/** Principles that set a group apart, a line each. */
export function differenceLines(differences: readonly PrincipleDifference[]): string[] {
  if (differences.length === 0) return ['    no principle holds otherwise than elsewhere'];
  return differences.map(
    ({ short, here, elsewhere }) =>
      `    ${turns(here, elsewhere) ? 'turned: ' : ''}"${safeLine(short, 90)}" holds in ${share(here)}, elsewhere ${share(elsewhere)}`,
  );
}

function populationsTable(populations: readonly PopulationFigures[]): string {
  return textTable(
    [
      { heading: 'population' },
      { heading: 'share', right: true },
      { heading: 'people', right: true },
      { heading: 'votes', right: true },
      { heading: 'by one head', right: true },
      { heading: 'by its own', right: true },
      { heading: 'like the first', right: true },
    ],
    populations.map(({ name, share: part, people, votes, single, own, likeFirst }) => [
      name,
      percent(part),
      count(people),
      count(votes),
      share(single),
      share(own),
      fixed(likeFirst, 2),
    ]),
  );
}

/** A share with its interval, in whole percent. */
export function share({ value, low, high }: Estimate): string {
  const whole = (x: number): string => (100 * x).toFixed(0);
  return `${whole(value)} % (${whole(low)}-${whole(high)})`;
}

function indented(table: string): string {
  return table.replace(/^/gm, '  ');
}

/** True where a principle holds in the one and its contrary in the other, by both intervals. */
function turns(here: Estimate, elsewhere: Estimate): boolean {
  return (here.low > 0.5 && elsewhere.high < 0.5) || (here.high < 0.5 && elsewhere.low > 0.5);
}
