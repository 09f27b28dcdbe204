import { noiseWhy, noOption, quoted, type Trainer } from './trainer.ts';

/** OpenRLHF's reward model. */
export const openRlhfReward: Trainer = ({ train, smoothing, margin }) => ({
  trainer: 'OpenRLHF train_rm',
  language: 'bash',
  lines: `python -m openrlhf.cli.train_rm --data.dataset ${quoted(train)} --data.apply_chat_template${margin === null ? '' : ' --model.margin_loss_enable'}`,
  why: [
    smoothing.basis,
    'It has no option for a flip rate.',
    ...(margin === null
      ? []
      : [`Without --model.margin_loss_enable the column "margin" is read and not used. ${margin}`]),
  ],
});

/** OpenRLHF's DPO. */
export const openRlhfDpo: Trainer = ({ train, smoothing }) => ({
  trainer: 'OpenRLHF train_dpo',
  language: 'bash',
  lines: `python -m openrlhf.cli.train_dpo --data.dataset ${quoted(train)} --data.prompt_key prompt --data.apply_chat_template${smoothing.kind === 'set' ? ` --model.label_smoothing ${smoothing.rate}` : ''}`,
  why: noiseWhy(
    smoothing,
    'This is cDPO: it bounds the margin at log((1-e)/e)/beta. It has no effect with --model.ipo_enable.',
  ),
});

/** ms-swift, which hands its options to TRL. */
export const msSwiftDpo: Trainer = ({ train, test, smoothing }) => ({
  trainer: 'ms-swift, rlhf_type dpo',
  language: 'bash',
  lines: `swift rlhf --rlhf_type dpo --dataset ${quoted(train)}${test === null ? '' : ` --val_dataset ${quoted(test)}`}${smoothing.kind === 'set' ? ` --loss_type robust --label_smoothing ${smoothing.rate}` : ''}`,
  why: noiseWhy(
    smoothing,
    'ms-swift hands both options to TRL, whose robust loss (rDPO, arXiv 2403.00409) is unbiased for that rate; with the default loss TRL 0.29 and later ignore label_smoothing.',
  ),
});

/** turbo-alignment's DPO. */
export const turboDpo: Trainer = ({ smoothing }) => ({
  trainer: 'turbo-alignment, train_dpo',
  language: 'json',
  lines: JSON.stringify(
    {
      trainer_settings: {
        loss_settings: {
          loss_type: 'sigmoid',
          ...(smoothing.kind === 'set' && { label_smoothing: Number(smoothing.rate) }),
        },
      },
    },
    null,
    2,
  ),
  why: noiseWhy(
    smoothing,
    'This is cDPO: it bounds the margin at log((1-e)/e)/beta. Only the sigmoid loss takes the option.',
  ),
});

/** NeMo-RL's DPO and reward model. */
export const nemoRl: Trainer = ({ train, test, smoothing }) => ({
  trainer: 'NeMo-RL, PreferenceDataset',
  language: 'yaml',
  lines: [
    'data:',
    '  train:',
    '    dataset_name: PreferenceDataset',
    `    data_path: ${quoted(train)}`,
    ...(test === null
      ? []
      : ['  validation:', '    dataset_name: PreferenceDataset', `    data_path: ${quoted(test)}`]),
  ].join('\n'),
  why: noOption(smoothing),
});

/** Preference tuning as a service. */
export const openaiService: Trainer = ({ train, test, smoothing }) => ({
  trainer: 'OpenAI fine-tuning API, method dpo',
  language: 'json',
  lines: JSON.stringify(
    {
      training_file: `<id of ${train}>`,
      ...(test !== null && { validation_file: `<id of ${test}>` }),
      method: { type: 'dpo' },
    },
    null,
    2,
  ),
  why: noOption(smoothing),
});
