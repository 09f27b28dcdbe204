import type { Comparison } from '../../dataset/comparison.ts';
import type { Answer, LanguageModel } from '../../llm/languageModel.ts';
import { parseAnswer } from '../../llm/parse/parseAnswer.ts';
import { randomFrom } from '../random.ts';
import type { AskOptions, Spent } from './askAll.ts';
import { askAll } from './askAll.ts';
import type { Fencing } from './fence.ts';
import { fencePair } from './fence.ts';
import { proposalShape, proposeAsk } from './proposePrompt.ts';
import { cleanWording, wordingKey } from './wording.ts';

/** A sentence, and the comparisons whose labels the model saw when it wrote it. */
export interface Proposal {
  readonly text: string;
  readonly rows: readonly number[];
}

/** What a model proposed, and whether it is able to. */
export interface Proposals {
  readonly proposals: readonly Proposal[];
  /** Share of answers with a principle of the shape. */
  readonly usable: number;
  /** Share of test pairs on which the model gave the same principles when told that the other response was chosen. */
  readonly deaf: number;
  /** Usable on at least half of the questions and deaf on fewer than half. */
  readonly able: boolean;
  readonly spent: Spent;
}

/** What proposals are made from. */
export interface ProposeTask {
  readonly model: LanguageModel;
  readonly comparisons: readonly Comparison[];
  /** +1 a, -1 b, along the comparisons. */
  readonly labels: Int8Array;
  /** Rows of each question: one, or a group. */
  readonly questions: readonly (readonly number[])[];
  readonly fencing: Fencing;
  readonly seed: number;
  readonly ask?: AskOptions;
}

/** Single pairs that are asked about again with the choice turned round. */
const turned = 8;

const principlesOf = (answer: Answer | null): string[] => {
  const parsed = answer === null ? null : parseAnswer(answer.text, proposalShape);
  if (parsed === null || !parsed.ok) return [];
  const clean = parsed.value.principles.flatMap(raw => cleanWording(raw) ?? []);
  return [...new Map(clean.map(text => [wordingKey(text), text])).values()];
};

/**
 * Asks for principles behind labels. Which response stands first is drawn by the seed, so that "the first" explains nothing.
 * Some pairs are asked about a second time with the other response as the chosen one: a model that gives the same principles
 * then did not look at the choice.
 */
export async function propose(task: ProposeTask): Promise<Proposals> {
  const { model, comparisons, labels, questions, fencing, seed } = task;
  const random = randomFrom(seed);
  const swaps = questions.map(rows => rows.map(() => random() < 0.5));
  const tested = [...questions.keys()].filter(at => questions[at]!.length === 1).slice(0, turned);
  const found: string[][] = new Array<string[]>(questions.length + tested.length).fill([]);
  const spent = await askAll(
    model,
    found.length,
    at => {
      const again = at >= questions.length;
      const question = again ? tested[at - questions.length]! : at;
      const pairs = questions[question]!.map((row, place) => {
        const swapped = swaps[question]![place]!;
        const firstChosen = (labels[row]! > 0 !== swapped) !== again;
        return { pair: fencePair(comparisons[row]!, fencing), swapped, firstChosen };
      });
      return proposeAsk(pairs, fencing.nonce);
    },
    (at, answer) => {
      found[at] = principlesOf(answer);
    },
    task.ask,
  );
  const own = found.slice(0, questions.length);
  const proposals = own.flatMap((texts, at) => texts.map(text => ({ text, rows: questions[at]! })));
  const usable = own.length === 0 ? 0 : own.filter(texts => texts.length > 0).length / own.length;
  const keys = (texts: readonly string[]): string => texts.map(wordingKey).sort().join('\n');
  const same = tested.filter(
    (question, at) => own[question]!.length > 0 && keys(own[question]!) === keys(found[questions.length + at]!),
  );
  const deaf = tested.length === 0 ? 0 : same.length / tested.length;
  return { proposals, usable, deaf, able: usable >= 0.5 && deaf < 0.5, spent };
}
