import type { Figures } from '../../reward/figures.ts';
import type { Look } from './auditText.ts';
import { count, estimate, percent } from './numbers.ts';
import { wrap } from './wrap.ts';

/** The figures of the dataset as a whole. */
export function figuresText(figures: Figures, { width }: Look): string {
  const lines: [string, string][] = [
    ['comparisons', composition(figures)],
    ['accuracy', figures.accuracy === null ? estimate(null) : `${estimate(figures.accuracy)}, out of fold`],
    ['AUROC', figures.auroc === null ? 'not known' : figures.auroc.value.toFixed(3)],
    ['longer preferred', estimate(figures.longerWins)],
    ...(figures.firstPreferred === null
      ? []
      : ([['first preferred', estimate(figures.firstPreferred)]] as [string, string][])),
    ['flip rate', flipRate(figures)],
    ['calibration', calibration(figures)],
    ['orientation', `${figures.orientation.verdict}. ${figures.orientation.why}`],
  ];
  const indent = 2 + Math.max(...lines.map(([name]) => name.length)) + 2;
  return lines
    .map(([name, text]) => `  ${name.padEnd(indent - 2)}${wrap(text, width - indent, ' '.repeat(indent))}`)
    .join('\n');
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

function flipRate({ flipRate: rate, expectedWrong }: Figures): string {
  if (!rate.known) return `not known, at most ${percent(rate.upper)}. ${rate.why}`;
  const first = expectedWrong.find(e => e.expected !== null);
  const expected =
    first === undefined
      ? ''
      : ` The ${first.first} most doubtful labels hold about ${first.expected!.toFixed(0)} wrong ones.`;
  return `${percent(rate.rate)} (95 %: ${(100 * rate.low).toFixed(1)} to ${(100 * rate.high).toFixed(1)}), from ${rate.from}.${expected}`;
}

function calibration({ calibration: c }: Figures): string {
  if (c === null) return 'not known: too few decisive labels';
  return `ECE ${c.eceAfter.toFixed(3)} (${c.eceBefore.toFixed(3)} before temperature ${c.temperature.toFixed(2)})`;
}
