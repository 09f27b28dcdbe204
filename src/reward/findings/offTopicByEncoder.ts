import type { Topicality } from '../encoder/topicality.ts';
import { response, sentence } from '../reason.ts';
import { wordLists } from '../text/lexicon.ts';
import type { TextFacts } from '../text/textFacts.ts';
import { type CheckContext, percent, type Report, short } from './check.ts';
import { tellingWords } from './tellingWords.ts';

/** From this share of nearer responses on, a response is far from its prompt; up to the second, the other is near to it. */
const far = 0.2;
const near = 0.05;
const fewestWords = 10;
const excuses = [wordLists.indexOf('refuse'), wordLists.indexOf('ignorance')];

/**
 * A response that is far from its prompt as an encoder sees it, while the other is near: a fifth or more of the responses to
 * other prompts are nearer to this prompt. Excused is what looks off topic and often is not: refusals and "I don't know",
 * very short answers, questions back, code, other languages than English, and what shares two telling words with the
 * prompt, as a copy of it does.
 */
export async function offTopicByEncoder(
  { comparisons, ensemble, pace }: CheckContext,
  { nearest, nearer }: Topicality,
  report: Report,
): Promise<void> {
  const { items, style } = ensemble.prepared;
  for (const [i, comparison] of comparisons.entries()) {
    await pace.step();
    if (comparison.promptB !== undefined) continue;
    const prompt = style.prompts[items.promptOfRow[i]!]!;
    if (prompt.ask.english === 'no') continue;
    for (const side of ['a', 'b'] as const) {
      const [here, there] = side === 'a' ? [items.a[i]!, items.b[i]!] : [items.b[i]!, items.a[i]!];
      // Written so that unknown shares (NaN) report nothing.
      if (!(nearer[here]! >= far && nearer[there]! <= near)) continue;
      const facts = style.facts[here]!;
      if (excused(facts)) continue;
      const telling = tellingWords(facts.vocabulary, style.corpus);
      const shared = [...telling].filter(word => prompt.vocabulary.has(word)).length;
      if (shared > 1) continue;
      report(i, {
        kind: 'off-topic',
        score: short(nearer[here]!),
        reason: sentence`One response (${response(side)}) is far from the prompt in meaning: of random responses to other prompts, ${percent(nearer[here]!)} are nearer to it than this one, and ${percent(nearer[there]!)} are nearer than the other response. It may answer something else.`,
        figures: {
          'nearer responses': short(nearer[here]!),
          'nearer than the other': short(nearer[there]!),
          'cosine with the prompt': short(nearest[here]!),
          'cosine of the other': short(nearest[there]!),
          'shared words': shared,
        },
      });
    }
  }
}

/** What says little about its prompt and may be right all the same. */
function excused({ text, words, lists, layout, english }: TextFacts): boolean {
  if (words.hashes.length < fewestWords || english === 'no' || layout.fences > 0) return true;
  return excuses.some(list => lists[list]! > 0) || /[?？]\s*$/.test(text);
}
