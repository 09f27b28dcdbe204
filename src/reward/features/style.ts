import type { Items } from '../items.ts';
import type { Pace } from '../pace.ts';
import { type WordList, wordLists } from '../text/lexicon.ts';
import type { TextFacts } from '../text/textFacts.ts';
import { type Corpus, corpusOf } from './corpus.ts';
import type { Feature } from './feature.ts';
import type { PromptFacts } from './promptFacts.ts';
import { promptFitFeatures } from './promptFit.ts';
import { shapeFeatures } from './shape.ts';
import { TextMemory } from './textMemory.ts';
import { varietyFeatures } from './variety.ts';
import { wordingFeatures } from './wording.ts';

/** Every style and structure feature, in the order of the columns of `StyleFeatures.values`. */
export const styleFeatures: readonly Feature[] = [
  ...shapeFeatures,
  ...wordingFeatures,
  ...varietyFeatures,
  ...promptFitFeatures,
];

/** What a prompt is like, as context in which a feature may count more or less. */
export const contextNames = [
  'log length of the ask',
  'ask is a question',
  'ask speaks of harm',
  'log turns',
  'ask has code',
  'ask starts with a request',
] as const;

/** Style features of every item, and context features of every prompt. */
export interface StyleFeatures {
  /** Items x `styleFeatures`, row by row. */
  readonly values: Float64Array;
  readonly width: number;
  /** Prompts x `contextNames`, row by row. */
  readonly context: Float64Array;
  readonly facts: readonly TextFacts[];
  readonly prompts: readonly PromptFacts[];
  readonly corpus: Corpus;
  /** Items in another language than English, where features that read English words are 0. */
  readonly notEnglish: number;
}

const listAt = (list: WordList): number => wordLists.indexOf(list);
const requests = /^(?:please|write|give|list|explain|describe|tell|make|create|generate|suggest|help|summari[sz]e)\b/i;

function contextOf(prompt: PromptFacts): number[] {
  const english = prompt.ask.english !== 'no';
  return [
    Math.log1p(prompt.ask.words.hashes.length),
    prompt.ask.layout.questions > 0 ? 1 : 0,
    english ? Math.log1p(prompt.ask.lists[listAt('harm')]! + prompt.ask.lists[listAt('insult')]!) : 0,
    Math.log1p(prompt.turns),
    prompt.ask.layout.fences + prompt.ask.layout.backticks > 0 ? 1 : 0,
    requests.test(prompt.ask.text.slice(0, 40).trimStart()) ? 1 : 0,
  ];
}

/**
 * Computes the style features of all items. A response in another language than English keeps 0 in every feature that
 * reads English words; where it is too short to tell, its prompt decides.
 *
 * @param memory - facts of texts that were counted before; all else is made anew, as rarity of words is of the whole dataset
 * @param given - word counts of another dataset, by which rarity is told instead
 */
export async function styleOf(
  items: Items,
  pace: Pace,
  memory = new TextMemory(),
  given?: Corpus,
): Promise<StyleFeatures> {
  const prompts: PromptFacts[] = [];
  for (const messages of items.prompts) {
    prompts.push(memory.promptFacts(messages));
    await pace.step();
  }
  const facts: TextFacts[] = [];
  for (const text of items.texts) {
    facts.push(memory.facts(text));
    await pace.step();
  }
  const corpus = given ?? corpusOf(facts);
  const width = styleFeatures.length;
  const values = new Float64Array(facts.length * width);
  let notEnglish = 0;
  for (const [i, fact] of facts.entries()) {
    const prompt = prompts[items.promptOf[i]!]!;
    const english = fact.english === 'unknown' ? prompt.ask.english !== 'no' : fact.english === 'yes';
    if (!english) notEnglish++;
    for (const [k, feature] of styleFeatures.entries()) {
      values[i * width + k] = feature.english && !english ? 0 : feature.value(fact, prompt, corpus);
    }
    await pace.step();
  }
  const context = Float64Array.from(prompts.flatMap(contextOf));
  return { values, width, context, facts, prompts, corpus, notEnglish };
}
