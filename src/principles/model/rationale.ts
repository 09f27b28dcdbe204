import type { Comparison } from '../../dataset/comparison.ts';
import { textOf } from '../../dataset/comparison.ts';
import type { Answer, Ask, LanguageModel } from '../../llm/languageModel.ts';
import { record } from '../../llm/parse/composites.ts';
import { parseAnswer } from '../../llm/parse/parseAnswer.ts';
import { text } from '../../llm/parse/scalars.ts';
import { numberOf } from '../labelled.ts';
import type { Fencing } from './fence.ts';
import { fencePair, fenceRule, shownPair } from './fence.ts';

/** Why a label may be right and why it may be wrong, as a model sees it. A model finds reasons for any label. */
export interface Rationale {
  /** Why the label may be right. */
  readonly right: string;
  /** Why it may be wrong. */
  readonly wrong: string;
  /**
   * Share of the content words of both texts that occur in exactly one of the responses, 0 to 1: low where the reasons would
   * fit any two responses. Null without such words.
   */
  readonly specific: number | null;
}

const shape = record(
  { right: text(600), wrong: text(600) },
  { right: ['why_right', 'label_right', 'for'], wrong: ['why_wrong', 'label_wrong', 'against'] },
);
const outputTokens = 300;

/**
 * The question behind a rationale. Which response stands first is as in the comparison.
 *
 * @throws RangeError for a comparison whose label prefers no response
 */
export function rationaleAsk(comparison: Comparison, fencing: Fencing): Ask {
  const label = numberOf(comparison.label);
  if (label === 0)
    throw new RangeError('Only a label that prefers one response can be given reasons; choose another comparison.');
  const { prompt, a, b } = fencePair(comparison, fencing);
  const chosen = label > 0 ? 'A' : 'B';
  return {
    messages: [
      {
        role: 'system',
        content: `You help to check a label of preference data. ${fenceRule(fencing.nonce)} Say why the label may be right and why it may be wrong, each in one or two plain sentences that name what is in the responses. Take no side. Answer as JSON: {"right": "...", "wrong": "..."}`,
      },
      {
        role: 'user',
        content: `${shownPair(prompt, a, b, fencing.nonce)}\n\nThe label prefers response ${chosen}.`,
      },
    ],
    maxTokens: outputTokens,
    schema: { name: 'rationale', schema: shape.schema },
  };
}

const words = (from: string): Set<string> => new Set(from.toLowerCase().match(/\p{L}{4,}/gu) ?? []);

/** Reads the answer to `rationaleAsk`; null where it is not of the shape. */
export function readRationale(answer: Answer, comparison: Comparison): Rationale | null {
  const parsed = parseAnswer(answer.text, shape);
  if (!parsed.ok) return null;
  const { right, wrong } = parsed.value;
  const [ofA, ofB] = [words(textOf(comparison.a.messages)), words(textOf(comparison.b.messages))];
  const met = [...words(`${right} ${wrong}`)].filter(word => ofA.has(word) || ofB.has(word));
  const one = met.filter(word => ofA.has(word) !== ofB.has(word));
  return { right, wrong, specific: met.length === 0 ? null : one.length / met.length };
}

/** Asks a model why a label may be right and why it may be wrong; null where its answer can't be read. */
export async function rationaleOf(
  model: LanguageModel,
  comparison: Comparison,
  fencing: Fencing,
  signal?: AbortSignal,
): Promise<Rationale | null> {
  return readRationale(await model.ask(rationaleAsk(comparison, fencing), signal), comparison);
}
