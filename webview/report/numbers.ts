/** A figure with its 95 % interval. */
interface Range {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const minus = (text: string): string => text.replace('-', '−');

/** 24,816 */
export const whole = (value: number): string => Math.round(value).toLocaleString('en');

/** 1 comparison, 24,816 comparisons */
export const plural = (n: number, noun: string): string => `${whole(n)} ${noun}${n === 1 ? '' : 's'}`;

/** A share without its leading zero, as in papers: .69, −.18, 1.00. What rounds to nothing has no sign. */
export function decimal(value: number, digits = 2): string {
  const text = value.toFixed(digits);
  return (Number(text) === 0 ? text.replace('-', '') : minus(text)).replace(/^(−?)0\./u, '$1.');
}

/** 71 %, 0.4 %: two significant figures below ten. */
export function percent(share: number): string {
  const value = 100 * share;
  const digits = Math.abs(value) >= 10 || value === 0 ? 0 : Math.abs(value) >= 1 ? 1 : 2;
  return `${minus(value.toFixed(digits))} %`;
}

/** +6.1 */
export function points(share: number): string {
  const text = (100 * share).toFixed(1);
  return minus(Number(text) > 0 ? `+${text}` : text);
}

/** .69 (.67 to .71) */
export function interval({ value, low, high }: Range): string {
  return `${decimal(value)} (${decimal(low)} to ${decimal(high)})`;
}

/** .69 ± .006: the half width of the interval. */
export function plusMinus({ value, low, high }: Range): string {
  const half = (high - low) / 2;
  return `${decimal(value)} ± ${decimal(half, half < 0.01 ? 3 : 2)}`;
}
