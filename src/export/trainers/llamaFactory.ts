import { noiseWhy, type Trainer, type TrainerContext, type TrainerLines } from './trainer.ts';
import { balance } from './trl.ts';

/** How `dataset_info.json` describes a file, beside its name. */
export interface LlamaFactoryLayout {
  readonly formatting: 'alpaca' | 'sharegpt';
  readonly ranking?: true;
  readonly columns: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
}

/** How LLaMA-Factory's `dataset_info.json` describes each shape that is written for it. */
export const llamaFactoryLayouts = {
  alpaca: {
    formatting: 'alpaca',
    ranking: true,
    columns: {
      prompt: 'instruction',
      query: 'input',
      chosen: 'chosen',
      rejected: 'rejected',
      system: 'system',
      history: 'history',
    },
  },
  sharegpt: {
    formatting: 'sharegpt',
    ranking: true,
    columns: { messages: 'conversations', chosen: 'chosen', rejected: 'rejected', system: 'system' },
  },
  kto: {
    formatting: 'sharegpt',
    columns: { messages: 'messages', kto_tag: 'label' },
    tags: {
      role_tag: 'role',
      content_tag: 'content',
      user_tag: 'user',
      assistant_tag: 'assistant',
      system_tag: 'system',
    },
  },
} as const satisfies Readonly<Record<string, LlamaFactoryLayout>>;

function info({ train, test }: TrainerContext, layout: LlamaFactoryLayout): TrainerLines {
  const entries = [['my_train', train] as const, ...(test === null ? [] : [['my_test', test] as const])];
  return {
    trainer: 'LLaMA-Factory, dataset_info.json',
    language: 'json',
    lines: JSON.stringify(
      Object.fromEntries(entries.map(([name, file]) => [name, { file_name: file, ...layout }])),
      null,
      2,
    ),
    why: ['This is how the columns of the files are named.'],
  };
}

/** LLaMA-Factory's `dataset_info.json` for a shape. */
export const llamaFactoryInfo =
  (layout: LlamaFactoryLayout): Trainer =>
  context =>
    info(context, layout);

const files = ({ test }: TrainerContext): string =>
  `dataset: my_train${test === null ? '' : '\neval_dataset: my_test'}`;

/** LLaMA-Factory, stage dpo. */
export const llamaFactoryDpo: Trainer = context => ({
  trainer: 'LLaMA-Factory, stage dpo',
  language: 'yaml',
  lines: [
    'stage: dpo',
    files(context),
    ...(context.smoothing.kind === 'set'
      ? ['pref_loss: sigmoid', `dpo_label_smoothing: ${context.smoothing.rate}`]
      : []),
  ].join('\n'),
  why: noiseWhy(
    context.smoothing,
    'This is cDPO: it bounds the margin at log((1-e)/e)/beta. The option is allowed with pref_loss: sigmoid only.',
  ),
});

/** LLaMA-Factory, stage kto. */
export const llamaFactoryKto: Trainer = context => {
  const weights = balance(context);
  return {
    trainer: 'LLaMA-Factory, stage kto',
    language: 'yaml',
    lines: [
      'stage: kto',
      files(context),
      ...(weights ? [`kto_chosen_weight: ${weights.good}`, `kto_rejected_weight: ${weights.bad}`] : []),
    ].join('\n'),
    why: [context.smoothing.basis, 'It has no option for a flip rate.', ...(weights ? [weights.why] : [])],
  };
};
