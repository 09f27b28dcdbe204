import type { Reason } from '../protocol/webview.ts';

const verdicts: readonly unknown[] = [
  'left',
  'right',
  'tie',
  'both_bad',
  'drop',
  'later',
] satisfies Reason['verdict'][];

/** The user's reasons from the setting `pairlens.verdicts`; entries that are no reasons are left out, and so is a tag's second key. */
export function reasonsOf(setting: unknown): Reason[] {
  const reasons = new Map<string, Reason>();
  for (const entry of Array.isArray(setting) ? (setting as unknown[]) : []) {
    if (typeof entry !== 'object' || entry === null) continue;
    const { key, tag, verdict } = entry as Record<string, unknown>;
    if (typeof key !== 'string' || key === '' || typeof tag !== 'string') continue;
    const name = tag.trim();
    if (name === '' || reasons.has(name)) continue;
    const judges = verdicts.includes(verdict) ? { verdict: verdict as NonNullable<Reason['verdict']> } : {};
    reasons.set(name, { key, tag: name, ...judges });
  }
  return [...reasons.values()];
}
