import { noiseWhy, quoted, type Trainer, type TrainerContext } from './trainer.ts';

function datasets({ train, test }: TrainerContext, type: string): string {
  const entry = (name: string, file: string): string =>
    `${name}:\n  - path: ${quoted(file)}\n    ds_type: json\n    split: train\n    type: ${type}`;
  return [entry('datasets', train), ...(test === null ? [] : [entry('test_datasets', test)])].join('\n');
}

/** Axolotl with `rl: dpo`, for one of its dataset types. */
export const axolotlDpo =
  (type: string): Trainer =>
  context => ({
    trainer: 'Axolotl, rl: dpo',
    language: 'yaml',
    lines: [
      'rl: dpo',
      datasets(context, type),
      ...(context.smoothing.kind === 'set'
        ? ['dpo_loss_type: ["robust"]', `dpo_label_smoothing: ${context.smoothing.rate}`]
        : []),
    ].join('\n'),
    why: noiseWhy(
      context.smoothing,
      'Axolotl hands both options to TRL, whose robust loss (rDPO, arXiv 2403.00409) is unbiased for that rate; with the default loss TRL 0.29 and later ignore dpo_label_smoothing. Leave dpo_use_liger_kernel off.',
    ),
  });

/** Axolotl, supervised on texts in pieces, of which some are not learnt. */
export const axolotlSegments: Trainer = context => ({
  trainer: 'Axolotl, type: input_output',
  language: 'yaml',
  lines: ['train_on_inputs: false', datasets(context, 'input_output')].join('\n'),
  why: [
    context.smoothing.basis,
    'Pieces with "label": false (the prompt and the feedback) are read, not learnt, as in Chain of Hindsight (arXiv 2302.02676). Ask the trained model for the better kind of answer with the feedback phrase of the chosen responses.',
  ],
});
