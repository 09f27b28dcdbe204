import type { Figures } from '../../reward/figures.ts';
import type { Look } from './auditText.ts';
import { count, estimate, percent } from './numbers.ts';
import { wrap } from './wrap.ts';

/** Labels below which nothing that is estimated from them can be known. */
const fewest = 30;

/** True for a file with so few labels that only its structure can be judged. */
export function isTiny({ labelled }: Pick<Figures, 'labelled'>): boolean {
  return labelled < fewest;
}

/** The figures of the dataset as a whole; of a tiny one what it holds, and what can't be known. */
export function figuresText(figures: Figures, { width }: Look): string {
  const lines: [string, string][] = [
    ['comparisons', composition(figures)],
    ...(figures.fittedOn === undefined ? [] : ([['sample', sample(figures.fittedOn)]] as [string, string][])),
    ...(isTiny(figures) ? ([['not known', tooFew(figures)]] as [string, string][]) : estimates(figures)),
  ];
  const indent = 2 + Math.max(...lines.map(([name]) => name.length)) + 2;
  return lines
    .map(([name, text]) => `  ${name.padEnd(indent - 2)}${wrap(text, width - indent, ' '.repeat(indent))}`)
    .join('\n');
}

function tooFew({ labelled }: Figures): string {
  return `accuracy, flip rate, calibration, members and principles: ${labelled === 0 ? 'no comparison has' : labelled === 1 ? 'only 1 comparison has' : `only ${labelled} comparisons have`} a choice, and they need about ${fewest}. Findings of structure hold.`;
}

function estimates(figures: Figures): [string, string][] {
  return [
    ['accuracy', figures.accuracy === null ? unjudged(figures) : `${estimate(figures.accuracy)}, out of fold`],
    ['AUROC', figures.auroc === null ? 'not known' : figures.auroc.value.toFixed(3)],
    ['longer preferred', estimate(figures.longerWins)],
    ...(figures.firstPreferred === null
      ? []
      : ([['first preferred', estimate(figures.firstPreferred)]] as [string, string][])),
    ['flip rate', flipRate(figures)],
    ['wrong labels', expectedWrong(figures)],
    ['calibration', calibration(figures)],
    ['orientation', `${figures.orientation.verdict}. ${figures.orientation.why}`],
    ...(figures.review.says.length === 0 ? [] : ([['review', figures.review.says.join(' ')]] as [string, string][])),
  ];
}

function sample(fittedOn: number): string {
  return `the ensemble was fitted on ${count(fittedOn)} of them: accuracy, AUROC, flip rate, calibration, orientation, members and principles are figures of these; counts, lengths and findings are of all.`;
}

function composition(f: Figures): string {
  const parts = [
    `${count(f.labelled)} with a choice`,
    ...(f.ties > 0 ? [`${count(f.ties)} ties`] : []),
    ...(f.bothBad > 0 ? [`${count(f.bothBad)} "both bad"`] : []),
    ...(f.unlabelled > 0 ? [`${count(f.unlabelled)} without a label`] : []),
  ];
  const malformed = f.malformed > 0 ? `; ${count(f.malformed)} malformed ${f.malformed === 1 ? 'line' : 'lines'}` : '';
  return `${count(f.comparisons)} (${parts.join(', ')})${malformed}`;
}

function flipRate({ flipRate: rate }: Figures): string {
  if (!rate.known) return `not known, at most ${percent(rate.upper)}. ${rate.why}`;
  return `${percent(rate.rate)} (95 %: ${(100 * rate.low).toFixed(1)} to ${(100 * rate.high).toFixed(1)}), from ${rate.from}`;
}

/** How many wrong labels the most doubtful ones hold; unknown without a flip rate. */
function expectedWrong({ expectedWrong: all, members }: Figures): string {
  const known = all.find(({ expected }) => expected !== null);
  // Without a member that judges, none is more doubtful than another.
  const judged = members.some(({ used }) => used);
  if (known?.expected == null) return judged ? 'not known. Check the 30 most doubtful' : 'not known';
  const { first, expected, low, high } = known;
  return `about ${expected.toFixed(0)} (95 %: ${low.toFixed(0)} to ${high.toFixed(0)}) among the ${count(first)} most doubtful without a verdict`;
}

/** Why labels that are many enough have no accuracy. */
function unjudged({ members }: Figures): string {
  return members.some(({ used }) => used)
    ? estimate(null)
    : 'not known: no member of the ensemble can be told from chance on these labels';
}

function calibration(figures: Figures): string {
  const c = figures.calibration;
  if (c === null) return unjudged(figures);
  const { expected, high } = c.eceByChance;
  return `ECE ${c.eceAfter.toFixed(3)} (${c.eceBefore.toFixed(3)} before temperature ${c.temperature.toFixed(2)}); exact p would show ${expected.toFixed(3)} by chance, up to ${high.toFixed(3)}`;
}
