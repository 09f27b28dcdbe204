import type { Explanation } from '../../../src/reward/explanation.ts';
import type { ExplanationState } from './explanations.ts';
import type { Current } from './shown.ts';

/** Whether words are tinted, and what the header says about it. */
export type Tint =
  | { readonly kind: 'off' }
  /** Asked for, and not to be had (yet). */
  | { readonly kind: 'without'; readonly says: string }
  | { readonly kind: 'on'; readonly says: string; readonly explanation: Explanation };

/** What the tint is made of. */
export interface TintParts {
  /** The user asked for it. */
  readonly wanted: boolean;
  /** Label, scores and findings are hidden, and so is what would give them away. */
  readonly hidden: boolean;
  readonly current: Current;
  readonly explanation: ExplanationState | undefined;
}

/** Whether the words of the row that is shown are tinted. */
export function tintOf({ wanted, hidden, current, explanation }: TintParts): Tint {
  if (!wanted || hidden || current.kind !== 'ready' || current.detail.row.kind !== 'comparison') return { kind: 'off' };
  const { audit, stale } = current.detail;
  if (audit === null) return without('no tint before an audit');
  // The weights belong to the texts that were audited.
  if (stale) return without('no tint: changed since the audit');
  if (explanation === undefined || explanation.kind === 'loading') return without('weighing the words …');
  if (explanation.kind === 'failed') return without(`no tint: ${explanation.why}`);
  if (explanation.kind === 'none') return without('no tint: not judged');
  const { words } = explanation.explanation;
  if (words.a.length + words.b.length === 0) return without('no tint: no head on words has a part in it');
  return { kind: 'on', says: 'tinted words, texts as written', explanation: explanation.explanation };
}

function without(says: string): Tint {
  return { kind: 'without', says };
}
