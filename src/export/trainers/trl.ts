import { noiseWhy, quoted, type Trainer, type TrainerContext } from './trainer.ts';

/** Code that loads the files with `datasets`. */
function loading({ train, test }: TrainerContext): string {
  const files = `"train": ${quoted(train)}${test === null ? '' : `, "test": ${quoted(test)}`}`;
  return `dataset = load_dataset("json", data_files={${files}})`;
}

/** TRL's DPOTrainer, 0.29 and later. */
export const trlDpo: Trainer = context => {
  const { smoothing } = context;
  const options = smoothing.kind === 'set' ? `loss_type="robust", label_smoothing=${smoothing.rate}` : '';
  return {
    trainer: 'TRL DPOTrainer, 0.29 and later',
    language: 'python',
    lines: `${loading(context)}\nargs = DPOConfig(${options})`,
    why: [
      ...noiseWhy(
        smoothing,
        'The robust loss (rDPO, arXiv 2403.00409) is unbiased for that rate. With loss_type="sigmoid" these versions ignore label_smoothing without a warning; the Liger loss never receives it, so leave use_liger_kernel off. Before 0.29 the same option with "sigmoid" means cDPO, which bounds the margin at log((1-e)/e)/beta instead.',
      ),
      ...(smoothing.kind === 'unknown'
        ? [
            'loss_type="ipo" (arXiv 2310.12036) needs no rate: it draws every margin to 1/(2 beta), so that no label, right or wrong, is fitted without bound.',
          ]
        : []),
    ],
  };
};

/** TRL's RewardTrainer. */
export const trlReward: Trainer = context => ({
  trainer: 'TRL RewardTrainer',
  language: 'python',
  lines: `${loading(context)}\nargs = RewardConfig()`,
  why: [
    context.smoothing.basis,
    'It has no option for a flip rate.',
    ...(context.margin === null
      ? []
      : [`It takes the column "margin" by itself: -log sigmoid(r_chosen - r_rejected - margin). ${context.margin}`]),
  ],
});

/** TRL's KTOTrainer. */
export const trlKto: Trainer = context => {
  const weights = balance(context);
  return {
    trainer: 'TRL KTOTrainer',
    language: 'python',
    lines: `${loading(context)}\nargs = KTOConfig(${weights ? `desirable_weight=${weights.good}, undesirable_weight=${weights.bad}` : ''})`,
    why: [context.smoothing.basis, 'It has no option for a flip rate.', ...(weights ? [weights.why] : [])],
  };
};

/** Weights that make good and bad responses count alike. */
export function balance({
  unpaired,
}: TrainerContext): { readonly good: string; readonly bad: string; readonly why: string } | null {
  if (unpaired === null || unpaired.good === 0 || unpaired.bad === 0) return null;
  const { good, bad } = unpaired;
  const [up, down] = good < bad ? [bad / good, 1] : [1, good / bad];
  return {
    good: weight(up),
    bad: weight(down),
    why: `The training file holds ${good} good and ${bad} bad responses; with these weights both count alike (KTO's authors advise between 1:1 and 4:3).`,
  };
}

function weight(value: number): string {
  return value === 1 ? '1.0' : value.toFixed(3);
}
