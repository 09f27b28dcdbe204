import type { Estimate } from '../../reward/figures.ts';

/** A share as percent with one decimal place: "78.7 %". */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** A share with its 95 % interval, or why there is none. */
export function estimate(figure: Estimate | null): string {
  if (figure === null) return 'not known: too few decisive labels';
  return `${percent(figure.value)} (95 %: ${(100 * figure.low).toFixed(1)} to ${(100 * figure.high).toFixed(1)}, n = ${count(figure.n)})`;
}

/** A number with so many decimal places; what rounds to nothing has no sign: "0.00", never "-0.00". */
export function fixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : text;
}

/** As `fixed`, with the sign of what does not round to nothing: "+0.31". */
export function signed(value: number, digits: number): string {
  const text = fixed(value, digits);
  return Number(text) > 0 ? `+${text}` : text;
}

/** A whole number with separators: "16,927". */
export function count(n: number): string {
  return n.toLocaleString('en-US');
}
