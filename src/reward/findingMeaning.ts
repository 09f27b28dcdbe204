import type { FindingKind } from './finding.ts';

/** How much a finding weighs where a tool knows three weights: the data is broken, probably wrong, or worth a look. */
export type FindingWeight = 'error' | 'warning' | 'note';

/** What a kind of finding means, in one sentence for people who see it outside of the editor. */
export interface FindingMeaning {
  readonly weight: FindingWeight;
  readonly means: string;
}

/** Meaning of each kind of finding. */
export const findingMeaning: Readonly<Record<FindingKind, FindingMeaning>> = {
  mislabeled: { weight: 'warning', means: 'The reward ensemble clearly prefers the response that the label rejects.' },
  suspect: {
    weight: 'warning',
    means: 'The reward ensemble, of moderate accuracy here, prefers the response that the label rejects.',
  },
  contested: { weight: 'note', means: 'Annotators or populations disagree about the comparison.' },
  ambiguous: { weight: 'note', means: 'The annotations or scores of the two responses are nearly even.' },
  uncertain: { weight: 'note', means: 'The members of the reward ensemble disagree.' },
  contradiction: { weight: 'warning', means: 'The same two responses are labelled the other way elsewhere.' },
  cycle: { weight: 'warning', means: 'Labels of one prompt go round in a circle.' },
  'score-conflict': { weight: 'warning', means: 'The record’s own scores contradict its label.' },
  duplicate: { weight: 'warning', means: 'The comparison is in the file more than once.' },
  'near-identical': { weight: 'note', means: 'The two responses hardly differ.' },
  empty: { weight: 'error', means: 'A response, or the prompt, is empty.' },
  'prompt-mismatch': { weight: 'error', means: 'The two responses answer different prompts where one is expected.' },
  'off-topic': { weight: 'warning', means: 'A response seems to answer another prompt.' },
  'truncation-risk': { weight: 'note', means: 'The texts are longer than many trainers read.' },
  hard: { weight: 'note', means: 'A reference model stands against the label, so that training hardly learns it.' },
  leak: { weight: 'warning', means: 'The prompt is also in another split or in an evaluation file.' },
  orientation: { weight: 'warning', means: 'Chosen and rejected seem to be swapped in a whole source or file.' },
  malformed: { weight: 'error', means: 'The line can’t be read as a comparison.' },
};
