import type { Figures } from '../../reward/figures.ts';
import { count } from './numbers.ts';

/**
 * What the audit cost: "10 of 4,613 texts were new; features 0.2 s, heads 8.1 s, findings 0.2 s, principles 1.6 s". Models
 * are named only where one ran.
 */
export function workText({ work, members }: Pick<Figures, 'work' | 'members'>): string {
  const { texts, counted, preparing, inference, findings, principles } = work;
  const news =
    counted === texts ? `All ${count(texts)} texts were new` : `${count(counted)} of ${count(texts)} texts were new`;
  const seconds = (name: string, value: number): string => `${name} ${value.toFixed(1)} s`;
  const parts = [
    seconds('features', preparing),
    ...(members.some(({ run }) => run !== null) ? [seconds('models', inference)] : []),
    seconds('heads', Math.max(0, work.members - inference)),
    seconds('findings', findings),
    seconds('principles', principles),
  ];
  return `${news}; ${parts.join(', ')}.`;
}
