import type { Comparison, Message } from '../../src/dataset/comparison.ts';
import { hindsightPhrases } from '../../src/dataset/targets/hindsight.ts';
import type { Target } from '../../src/dataset/targets/target.ts';
import { type LlamaFactoryLayout, llamaFactoryLayouts } from '../../src/export/trainers/llamaFactory.ts';

/** Messages as a loader gives them. */
export type Turns = readonly (readonly [role: string, content: string])[];
/** A comparison as a loader understood it. */
export type Read = readonly [prompt: Turns, chosen: Turns, rejected: Turns];

/** A target, and the loader that reads what it writes. */
export interface LoaderCase {
  readonly target: string;
  readonly loader: string;
  readonly options?: object;
  /** Comparisons that this shape is about, where the target takes more. */
  readonly only?: (comparison: Comparison) => boolean;
  /** The loader reads responses one by one; they are put together by their prompt, so each prompt must be of one comparison. */
  readonly apart?: true;
  /** The loader gives texts without the white space around them, or without empty prompts. */
  readonly trimmed?: true;
}

const info = (layout: LlamaFactoryLayout): object => ({ info: layout });

/** Every loader of a trainer or tool, with the target that is written for it. */
export const loaderCases: readonly LoaderCase[] = [
  { target: 'trl', loader: 'trl', options: { explicit: true } },
  { target: 'trl', loader: 'trl_unpair' },
  { target: 'trl-text', loader: 'trl', options: { explicit: true } },
  { target: 'trl-implicit', loader: 'trl', only: singleAnswers },
  { target: 'trl-unpaired', loader: 'trl_unpaired', only: labelled, apart: true },
  { target: 'margin', loader: 'openrlhf', only: singleAnswers },
  { target: 'trl', loader: 'openrlhf', options: { prompt_key: 'prompt' } },
  { target: 'axolotl', loader: 'axolotl', trimmed: true },
  { target: 'axolotl-text', loader: 'axolotl_text', trimmed: true },
  { target: 'llama-factory', loader: 'llama_factory', options: info(llamaFactoryLayouts.alpaca) },
  { target: 'sharegpt', loader: 'llama_factory', options: info(llamaFactoryLayouts.sharegpt) },
  {
    target: 'kto-messages',
    loader: 'llama_factory_kto',
    options: info(llamaFactoryLayouts.kto),
    only: labelled,
    apart: true,
  },
  {
    target: 'hindsight',
    loader: 'axolotl_segments',
    options: hindsightPhrases,
    only: ({ prompt, a, b }) => prompt.length === 1 && [a, b].every(({ messages }) => messages[0]!.content !== ''),
  },
  { target: 'ms-swift', loader: 'ms_swift' },
  { target: 'turbo', loader: 'turbo' },
  { target: 'icai', loader: 'icai', only: ({ label }) => label === 'a' || label === 'b' },
  { target: 'annotated-pairs', loader: 'icai', only: ({ label }) => label === 'a' || label === 'b' },
];

/** What a loader must understand of a comparison: prompt, chosen, rejected. */
export function essence({ prompt, a, b, label }: Comparison): Read {
  const turns = (messages: readonly Message[]): Turns => messages.map(({ role, content }) => [role, content]);
  return label === 'b'
    ? [turns(prompt), turns(b.messages), turns(a.messages)]
    : [turns(prompt), turns(a.messages), turns(b.messages)];
}

/** Dialogues that end with one answer each, and differ in it: what is shared before is the prompt, to those who must find it. */
function singleAnswers({ prompt, promptB, a, b }: Comparison): boolean {
  return (
    prompt.length > 0 &&
    promptB === undefined &&
    a.messages.length === 1 &&
    b.messages.length === 1 &&
    a.messages[0]!.content !== b.messages[0]!.content
  );
}

function labelled({ label }: Comparison): boolean {
  return label === 'a' || label === 'b';
}

/** The comparisons that a case is about: those that the target can hold. */
export function wantedFor(
  { only = () => true, apart }: LoaderCase,
  target: Target,
  comparisons: readonly Comparison[],
): readonly Comparison[] {
  const wanted = comparisons.filter(one => only(one) && !('refused' in target.make([one])));
  if (!apart) return wanted;
  const met = new Map<string, number>();
  const nameOf = ({ prompt }: Comparison): string => JSON.stringify(prompt);
  for (const one of wanted) met.set(nameOf(one), (met.get(nameOf(one)) ?? 0) + 1);
  return wanted.filter(one => met.get(nameOf(one)) === 1);
}
