import { isObject, own } from './ownValue.ts';

/** A layout of preference data that is known but not read yet. */
export interface Layout {
  readonly name: string;
  /** What to do instead. */
  readonly hint: string;
}

interface Recogniser extends Layout {
  test(record: unknown): boolean;
}

const has = (record: unknown, ...names: string[]): boolean => names.every(name => own(record, name) !== undefined);
const first = (record: unknown, name: string): unknown => {
  const value = own(record, name);
  return Array.isArray(value) ? value[0] : undefined;
};
const convert = 'Convert the file to prompt, chosen and rejected, one object a line';
const map = (example: string): string => `Map the fields by hand: --map ${example}`;

/** In the order of detection that avoids false matches. */
const recognisers: readonly Recogniser[] = [
  {
    name: 'a PairLens review file (decisions, not comparisons)',
    hint: 'Open the dataset beside it',
    test: record => has(record, 'key', 'occurrence', 'reviewer'),
  },
  {
    name: 'AnnotatedPairs (ICAI, Feedback Forensics)',
    hint: 'Open the CSV that it was made from, or convert its comparisons to one object a line',
    test: record => has(record, 'metadata', 'comparisons'),
  },
  { name: 'NeMo-RL ranked completions', hint: convert, test: record => has(first(record, 'completions'), 'rank') },
  {
    name: 'ms-swift preference (messages, rejected_response)',
    hint: convert,
    test: record => has(record, 'messages', 'rejected_response'),
  },
  {
    name: 'LLaMA-Factory ShareGPT ranking (conversations, chosen, rejected)',
    hint: convert,
    test: record => has(record, 'conversations', 'chosen', 'rejected'),
  },
  {
    name: 'LLaMA-Factory v1 preference (chosen_messages, rejected_messages)',
    hint: convert,
    test: record => has(record, 'chosen_messages', 'rejected_messages'),
  },
  {
    name: 'LMSYS 55k (winner_model_a, winner_model_b, winner_tie)',
    hint: convert,
    test: record => has(record, 'winner_model_a', 'winner_model_b'),
  },
  {
    name: 'OpenAI summarize-from-feedback comparisons',
    hint: map('prompt=info.post,a=summaries.0.text,b=summaries.1.text,label=choice,a_is=0,b_is=1'),
    test: record => has(record, 'summaries', 'choice'),
  },
  {
    name: 'Stanford Human Preferences (SHP)',
    hint: map('prompt=history,a=human_ref_A,b=human_ref_B,label=labels,a_is=1,b_is=0'),
    test: record => has(record, 'human_ref_A', 'human_ref_B'),
  },
  { name: 'Nectar ranked answers', hint: convert, test: record => has(first(record, 'answers'), 'rank') },
  {
    name: 'HelpSteer preference',
    hint: convert,
    test: record => has(record, 'overall_preference') || has(record, 'preference_strength', 'response_1'),
  },
  {
    name: 'PandaLM (three annotators a pair)',
    hint: map(
      'prompt=instruction+input,a=response1,b=response2,label=annotator1,a_is=1,b_is=2,tie_is=0 (one annotator at a time)',
    ),
    test: record => has(record, 'response1', 'response2', 'annotator1'),
  },
  {
    name: 'PKU-SafeRLHF',
    hint: map('prompt=prompt,a=response_0,b=response_1,label=better_response_id,a_is=0,b_is=1'),
    test: record => has(record, 'response_0', 'response_1', 'better_response_id'),
  },
  {
    name: 'MultiPref',
    hint: convert,
    test: record => has(record, 'completion_a', 'completion_b', 'normal_worker_annotations'),
  },
  {
    name: 'WebGPT comparisons',
    hint: convert,
    test: record => has(record, 'answer_0', 'answer_1', 'score_0', 'score_1'),
  },
  {
    name: 'StackExchange-paired',
    hint: map('prompt=question,chosen=response_j,rejected=response_k'),
    test: record => has(record, 'response_j', 'response_k'),
  },
  {
    name: 'CValues pairs',
    hint: map('prompt=prompt,chosen=pos_resp,rejected=neg_resp'),
    test: record => has(record, 'pos_resp', 'neg_resp'),
  },
  {
    name: 'turbo-alignment pairs',
    hint: map('prompt=context,chosen=answer_w,rejected=answer_l'),
    test: record => has(record, 'answer_w', 'answer_l'),
  },
  {
    name: 'Axolotl or argilla pairs (chosen_response, rejected_response)',
    hint: map('prompt=instruction,chosen=chosen_response,rejected=rejected_response'),
    test: record => has(record, 'chosen_response', 'rejected_response'),
  },
  {
    name: 'UKPConvArg votes (a1, a2, votes)',
    hint: map('prompt=topic,a=a1,b=a2,label=gold'),
    test: record => has(record, 'a1', 'a2', 'votes'),
  },
  { name: 'OpenAssistant ranked replies', hint: convert, test: record => has(record, 'ranked', 'messages') },
  { name: 'SQuALITY rankings', hint: convert, test: record => has(record, 'passage-id', 'questions') },
  { name: 'UltraFeedback ratings', hint: convert, test: record => has(first(record, 'completions'), 'annotations') },
  {
    name: 'RewardBench 2 (several chosen and rejected)',
    hint: convert,
    test: record => has(record, 'num_correct', 'chosen', 'rejected'),
  },
  {
    name: 'PRISM conversations',
    hint: convert,
    test: record => has(record, 'conversation_history', 'conversation_id'),
  },
  { name: 'PRISM utterances', hint: convert, test: record => has(record, 'interaction_id', 'model_response') },
  {
    name: 'HH-RLHF red-team transcripts (ratings, not pairs)',
    hint: 'There are no pairs in it to compare',
    test: record => has(record, 'transcript', 'min_harmlessness_score_transcript'),
  },
  {
    name: 'stepwise supervision (completions, labels)',
    hint: 'There are no pairs in it to compare',
    test: record => has(record, 'completions', 'labels'),
  },
  {
    name: 'unpaired feedback (KTO: one response and a label)',
    hint: 'There are no pairs in it to compare; pair the responses of each prompt first',
    test: record =>
      has(record, 'completion', 'label') ||
      has(record, 'kto_tag') ||
      has(record, 'is_desirable') ||
      (has(record, 'output', 'tag') && typeof own(record, 'tag') === 'boolean') ||
      (has(record, 'messages', 'label') && typeof own(record, 'label') === 'boolean'),
  },
  {
    name: 'ratings of single responses (HelpSteer2)',
    hint: 'Pair the responses of each prompt first',
    test: record => has(record, 'response', 'helpfulness', 'correctness'),
  },
];

/** The layout that most samples show, or null. */
export function recogniseLayout(samples: readonly unknown[]): Layout | null {
  const objects = samples.filter(isObject);
  const found = recognisers.find(({ test }) => objects.length > 0 && objects.filter(test).length > objects.length / 2);
  return found ? { name: found.name, hint: found.hint } : null;
}
