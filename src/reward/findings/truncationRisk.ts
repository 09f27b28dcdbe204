import { complete } from '../features/shape.ts';
import { response, sentence } from '../reason.ts';
import type { TextFacts } from '../text/textFacts.ts';
import type { Check } from './check.ts';
import { estimateTokens } from './tokens.ts';

/** A long text that ends inside a code block, or in the middle of a sentence. */
function cutOff(facts: TextFacts): 'inside a code block' | 'in the middle of a sentence' | null {
  if (facts.words.characters < 200) return null;
  if (facts.layout.endsInFence) return 'inside a code block';
  if (facts.layout.fences > 0 || complete(facts.layout.last) || facts.words.emoji > 0) return null;
  const lastLine = facts.text.trimEnd().slice(-400).split('\n').at(-1)!.trim();
  // List items, headings, signatures and table rows end without a full stop.
  if (lastLine.length < 40 || /^(?:[-*•+#|>]|\d{1,3}[.)])/.test(lastLine) || lastLine.includes('http')) return null;
  const code = facts.layout.last;
  const small = (code >= 97 && code <= 122) || code === 44;
  return small && facts.layout.sentences >= 2 ? 'in the middle of a sentence' : null;
}

/** True where many texts end without punctuation: that is then how the file is written. */
export function endOpen(facts: readonly TextFacts[]): boolean {
  return facts.length > 20 && facts.filter(cutOff).length > 0.15 * facts.length;
}

/** The chosen response ends abruptly, or prompt and response are longer than what a trainer keeps. */
export const truncationRiskCheck: Check = {
  kinds: ['truncation-risk'],
  async run({ comparisons, ensemble, options, pace }, report) {
    const { items, style } = ensemble.prepared;
    const most = options.maxTokens ?? 1024;
    const cuts = style.facts.map(cutOff);
    const custom = options.habits?.openEnds ?? endOpen(style.facts);
    for (const [i, c] of comparisons.entries()) {
      await pace.step();
      const side = c.label === 'b' ? 'b' : 'a';
      if (c.label !== 'a' && c.label !== 'b') continue;
      const item = side === 'a' ? items.a[i]! : items.b[i]!;
      const where = cuts[item];
      if (where && !custom) {
        report(i, {
          kind: 'truncation-risk',
          score: where === 'inside a code block' ? 0.7 : 0.5,
          reason: sentence`The preferred response (${response(side)}) seems cut off: it ends ${where}.`,
          figures: { ends: where },
        });
        continue;
      }
      const prompt = Math.ceil(style.prompts[items.promptOfRow[i]!]!.characters / 4);
      const tokens = Math.max(
        prompt + estimateTokens(style.facts[items.a[i]!]!),
        prompt + estimateTokens(style.facts[items.b[i]!]!),
      );
      if (tokens <= 1.15 * most) continue;
      report(i, {
        kind: 'truncation-risk',
        score: Math.min(0.6, 0.2 + 0.1 * (tokens / most)),
        reason: sentence`Prompt and response are about ${tokens} tokens long; a trainer that keeps ${most} (TRL's default) cuts the end off.`,
        figures: { 'estimated tokens': tokens, 'prompt tokens': prompt, limit: most },
      });
    }
  },
};
