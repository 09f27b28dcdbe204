import type { ReportRegion } from '../../src/audit/reportRegions.ts';
import type { CalibrationBin, HistogramBin } from '../../src/reward/figures.ts';
import { quoted } from '../conditions.ts';

/** Comparisons of a bin of preference strength. */
export function strengthCondition({ from, to }: HistogramBin): string {
  return `preference_strength >= ${from} and preference_strength < ${to}`;
}

/** Comparisons of a region of strength and spread. */
export function regionCondition({ low, high, ...bin }: ReportRegion): string {
  return `${strengthCondition(bin)} and spread >= ${low} and spread < ${high}`;
}

/** Comparisons of a bin of the calibration curve, which holds both orders of each pair: p or 1 - p lies in it. */
export function binCondition({ from, to }: Pick<CalibrationBin, 'from' | 'to'>): string {
  const under = to === 1 ? '<=' : '<';
  return `p >= ${from} and p ${under} ${to} or 1 - p >= ${from} and 1 - p ${under} ${to}`;
}

/** Comparisons in which a model wrote a response. */
export function modelCondition(name: string): string {
  return `(model_a = ${quoted(name)} or model_b = ${quoted(name)})`;
}

/** Comparisons of a source. */
export function sourceCondition(name: string): string {
  return `source = ${quoted(name)}`;
}

/** Labels that a member contradicts. */
export function againstCondition(column: string): string {
  return `${column} < 0`;
}

/** The least probable labels without a verdict, down to a p. */
export function firstsCondition(p: number): string {
  return `p <= ${p} and verdict is null`;
}
