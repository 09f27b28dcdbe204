import { weightedOverlap } from '../features/promptFit.ts';
import { Random } from '../random.ts';
import { response, sentence } from '../reason.ts';
import { wordLists } from '../text/lexicon.ts';
import { type CheckContext, percent, type Report, short } from './check.ts';
import { tellingWords } from './tellingWords.ts';

const sample = 60;
const refusal = wordLists.indexOf('refuse');

/**
 * A response that shares no telling word with its prompt while the other response does. Word overlap is a crude measure of
 * relevance, so this asks for much: a long response and prompt, another response clearly on topic, and most of 60
 * responses to other prompts being no less relevant than this one.
 */
export async function offTopicByWords({ comparisons, ensemble, pace }: CheckContext, report: Report): Promise<void> {
  const { items, style } = ensemble.prepared;
  const { corpus } = style;
  const random = new Random(ensemble.seed + 17);
  if (items.texts.length < 40) return;
  for (let i = 0; i < comparisons.length; i++) {
    await pace.step();
    const prompt = style.prompts[items.promptOfRow[i]!]!;
    if (comparisons[i]!.promptB !== undefined || prompt.ask.words.hashes.length < 10) continue;
    const asked = tellingWords(prompt.vocabulary, corpus);
    if (asked.size < 4) continue;
    const relevance = [items.a[i]!, items.b[i]!].map(item => {
      const own = tellingWords(style.facts[item]!.vocabulary, corpus);
      return {
        item,
        own,
        share: weightedOverlap(asked, own, corpus),
        shared: [...own].filter(w => asked.has(w)).length,
      };
    });
    for (const [k, side] of (['a', 'b'] as const).entries()) {
      const here = relevance[k]!;
      const there = relevance[1 - k]!;
      const long = style.facts[here.item]!.words.hashes.length >= 30 && here.own.size >= 8;
      if (!long || here.shared > 0 || there.shared < 3 || there.share < 0.3) continue;
      let noLess = 0;
      for (let s = 0; s < sample; s++) {
        const other = style.facts[random.below(items.texts.length)]!;
        if (weightedOverlap(asked, tellingWords(other.vocabulary, corpus), corpus) >= here.share) noLess++;
      }
      const refuses = style.facts[here.item]!.lists[refusal]! > 0;
      if (noLess < 0.9 * sample || refuses) continue;
      report(i, {
        kind: 'off-topic',
        score: short(Math.min(1, 0.5 + there.share / 2)),
        reason: sentence`One response (${response(side)}) shares no telling word with the prompt; the other shares ${there.shared} (${percent(there.share)} by weight). It may answer something else.`,
        figures: {
          'shared words': here.shared,
          'shared words of the other': there.shared,
          'relevance of the other': short(there.share),
        },
      });
    }
  }
}
