import type { Ask } from '../../llm/languageModel.ts';
import { list, record } from '../../llm/parse/composites.ts';
import { text } from '../../llm/parse/scalars.ts';
import type { FencedPair } from './fence.ts';
import { fenceRule, shownPair } from './fence.ts';

/** The shape of an answer that proposes principles. */
export const proposalShape = record({ principles: list(text(400), 8) }, { principles: ['rules', 'reasons'] });

/** Most tokens of a proposal. */
export const proposeOutput = 300;

const guide = (nonce: string): string =>
  [
    'You find out by which rules somebody chose between responses.',
    fenceRule(nonce),
    'A rule is a sentence of ten words or fewer that begins with "Select the response that". It names what can be seen in one response and not in the other: content, form, tone, length, style. It holds beyond this prompt and names no letters.',
    'Give up to five rules, likeliest first: three that explain the choice; one in case the worse response was wanted, naming its flaw ("Select the response that rambles"); one that holds for a kind of prompt only ("When the prompt asks for code, select the response that ...").',
    'Answer as JSON: {"principles": ["Select the response that ..."]}',
  ].join('\n\n');

/** A pair as it is shown: whether b stands first, and whether the label says that the response standing first was chosen. */
export interface ProposedPair {
  readonly pair: FencedPair;
  readonly swapped: boolean;
  readonly firstChosen: boolean;
}

const shown = ({ pair, swapped, firstChosen }: ProposedPair, nonce: string): string => {
  const texts = shownPair(pair.prompt, swapped ? pair.b : pair.a, swapped ? pair.a : pair.b, nonce);
  return `${texts}\n\nChosen: response ${firstChosen ? 'A' : 'B'}.`;
};

/** Asks for rules behind one choice, or behind what several choices share. */
export function proposeAsk(pairs: readonly ProposedPair[], nonce: string): Ask {
  const end =
    pairs.length === 1
      ? 'Why was it chosen?'
      : `These ${pairs.length} choices may follow the same rule. Which rules explain most of them?`;
  return {
    messages: [
      { role: 'system', content: guide(nonce) },
      { role: 'user', content: `${pairs.map(pair => shown(pair, nonce)).join('\n\n')}\n\n${end}` },
    ],
    maxTokens: proposeOutput,
    schema: { name: 'principles', schema: proposalShape.schema },
  };
}
