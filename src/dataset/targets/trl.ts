import type { Comparison } from '../comparison.ts';
import { chatMessages, picturedMessages } from './messages.ts';
import {
  type Preferred,
  preferred,
  sideAnnotations,
  sideFacts,
  singleTexts,
  singleTurn,
  withOnePrompt,
} from './preferred.ts';
import type { Made, Target } from './target.ts';

const facts = (comparison: Comparison, found: Preferred): object => {
  const annotations = sideAnnotations(comparison);
  return { ...sideFacts(comparison, found), ...(annotations.length > 0 && { annotations }) };
};
const kept = ['id', 'source', 'models', 'scores', 'annotations'] as const;

/** TRL, conversational with an explicit prompt: the shape for DPO, CPO and ORPO. Never the mixed one (a text for a prompt). */
export const trlTarget: Target = {
  id: 'trl',
  name: 'TRL preference: prompt, chosen and rejected as messages (DPO, CPO, ORPO)',
  container: 'lines',
  keeps: kept,
  make([comparison]): Made {
    const found = withOnePrompt(comparison!, true);
    if ('refused' in found) return found;
    if (found.prompt.length === 0) return { refused: 'it has no prompt' };
    const { prompt, chosen, rejected } = found;
    const asked = picturedMessages(prompt, 'places');
    if ('refused' in asked) return asked;
    const sides = {
      prompt: asked.messages,
      chosen: chatMessages(chosen.messages),
      rejected: chatMessages(rejected.messages),
    };
    const images = asked.pictures.length > 0 ? { images: asked.pictures } : {};
    return { records: [{ ...sides, ...images, ...facts(comparison!, found) }] };
  },
};

/** TRL, standard with an explicit prompt: plain texts, for models without a chat template. */
export const trlTextTarget: Target = {
  id: 'trl-text',
  name: 'TRL preference: prompt, chosen and rejected as texts',
  container: 'lines',
  keeps: kept,
  make([comparison]): Made {
    const found = withOnePrompt(comparison!);
    if ('refused' in found) return found;
    const turn = singleTurn(found.prompt);
    if ('refused' in turn) return turn;
    if (turn.system !== '') return { refused: 'it has a system message' };
    const texts = singleTexts(found);
    if ('refused' in texts) return texts;
    return { records: [{ prompt: turn.question, chosen: texts[0], rejected: texts[1], ...facts(comparison!, found) }] };
  },
};

const dialogues = ({ prompt, rejectedPrompt, chosen, rejected }: Preferred): object => ({
  chosen: chatMessages([...prompt, ...chosen.messages]),
  rejected: chatMessages([...(rejectedPrompt ?? prompt), ...rejected.messages]),
});

/** TRL, conversational with an implicit prompt: whole dialogues, for reward models; also what RewardBench and RLHFlow take. */
export const trlImplicitTarget: Target = {
  id: 'trl-implicit',
  name: 'TRL preference: chosen and rejected as whole dialogues (reward models, RewardBench, RLHFlow)',
  container: 'lines',
  keeps: kept,
  make([comparison]): Made {
    const found = preferred(comparison!);
    return 'refused' in found ? found : { records: [{ ...dialogues(found), ...facts(comparison!, found) }] };
  },
};

/** Whole dialogues with `margin`, for TRL's RewardTrainer and OpenRLHF; a label without a strength has the margin 0. */
export const marginTarget: Target = {
  id: 'margin',
  name: 'Reward model with margin: chosen and rejected as whole dialogues, and margin (TRL RewardTrainer, OpenRLHF)',
  container: 'lines',
  keeps: [...kept, 'strength'],
  make([comparison]): Made {
    const found = preferred(comparison!);
    if ('refused' in found) return found;
    return { records: [{ ...dialogues(found), margin: comparison!.labelStrength ?? 0, ...facts(comparison!, found) }] };
  },
};

/** TRL, unpaired: each response with whether it is good (KTO, BCO). Where both are bad, both are false. */
export const trlUnpairedTarget: Target = {
  id: 'trl-unpaired',
  name: 'TRL unpaired: prompt, completion and label (KTO, BCO)',
  container: 'lines',
  keeps: [],
  make([comparison]): Made {
    const { label } = comparison!;
    if (label === 'tie') return { refused: 'a tie, which does not say whether the responses are good' };
    const bad = label === 'both_bad';
    const found = withOnePrompt(bad ? { ...comparison!, label: 'a' } : comparison!);
    if ('refused' in found) return found;
    const prompt = chatMessages(found.prompt);
    return {
      records: [
        { prompt, completion: chatMessages(found.chosen.messages), label: !bad },
        { prompt, completion: chatMessages(found.rejected.messages), label: false },
      ],
    };
  },
};
