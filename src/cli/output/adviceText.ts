import type { Figures } from '../../reward/figures.ts';
import type { Look } from './auditText.ts';
import { wrap } from './wrap.ts';

/** What to set in a trainer, with the reason. */
export function adviceText({ advice }: Figures, { width }: Look): string {
  if (advice.length === 0) return '  nothing to say';
  return advice
    .map(({ trainer, setting, why }) => `  ${wrap(`${trainer}: ${setting} ${why}`, width - 2, '    ')}`)
    .join('\n');
}
