import type { PlanOptions } from '../reward/asking/askPlan.ts';

const part = String.raw`(?:\s*[,;]\s*(\d{1,3}(?:\.\d+)?)\s*%\s*`;
const written = new RegExp(
  String.raw`^\s*(\d{1,7})(?:\s*by\s*(\d{1,3}))?${part}by\s+all)?${part}(?:at\s+)?random)?\s*$`,
  'i',
);

/** Reads "300 by 3, 20 % by all, 30 % random"; what is left out is 1 annotator, 10 % and 10 %. Null if it is none. */
export function readPlan(text: string): Omit<PlanOptions, 'seed'> | null {
  const match = written.exec(text);
  if (match === null) return null;
  const [budget, annotators] = [Number(match[1]), Number(match[2] ?? 1)];
  const [overlap, random] = [Number(match[3] ?? 10) / 100, Number(match[4] ?? 10) / 100];
  return budget >= 1 && annotators >= 1 && overlap <= 1 && random <= 1 ? { budget, annotators, overlap, random } : null;
}
