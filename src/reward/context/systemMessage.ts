import type { Comparison } from '../../dataset/comparison.ts';

/** The system (or developer) message that a comparison's prompt begins with, spacing aside; undefined without one. */
export function systemMessage({ prompt }: Comparison): string | undefined {
  const said = prompt.filter(({ role }) => role === 'system' || role === 'developer');
  if (said.length === 0) return undefined;
  const text = said
    .map(({ content }) => content)
    .join('\n')
    .replace(/\s+/gu, ' ')
    .trim();
  return text === '' ? undefined : text;
}
