import type { EnsembleResult } from '../ensembleResult.ts';
import type { TrainerAdvice } from '../figures.ts';
import type { Finding } from '../finding.ts';

/** Smoothing above this is not advised: rDPO divides by 1 - 2e. */
const most = 0.45;

interface Remaining {
  readonly rate: number;
  readonly kept: number;
  readonly dropped: number;
}

/**
 * Flip rate among the rows that remain once suspect labels are dropped: mean p_wrong of the rest. What a verdict has settled
 * remains, and counts as right.
 */
function remaining({ p, pWrong, reviews }: EnsembleResult, found: readonly (readonly Finding[])[]): Remaining {
  let sum = 0;
  let kept = 0;
  let dropped = 0;
  for (let i = 0; i < p.length; i++) {
    if (reviews[i] && !Number.isNaN(p[i]!)) {
      kept++;
      continue;
    }
    if (Number.isNaN(pWrong[i]!)) continue;
    if (found[i]!.some(({ kind }) => kind === 'mislabeled' || kind === 'suspect')) dropped++;
    else {
      sum += pWrong[i]!;
      kept++;
    }
  }
  return { rate: kept === 0 ? 0 : sum / kept, kept, dropped };
}

/** What to set in a trainer, for the rows that remain after the suspect labels are dropped. */
export function adviceOf(ensemble: EnsembleResult, found: readonly (readonly Finding[])[]): TrainerAdvice[] {
  const { flipRate } = ensemble;
  const advice: TrainerAdvice[] = [
    {
      trainer: 'Any',
      setting: 'Review, then remove; flip a label only after reading it.',
      why: 'Removing suspect comparisons beat flipping them in PrefCleanBench (arXiv 2509.23564).',
    },
  ];
  if (!flipRate.known) {
    advice.push({
      trainer: 'Any with label smoothing',
      setting: `No value can be advised: the flip rate is only known to lie below ${flipRate.upper.toFixed(2)}.`,
      why: flipRate.why,
    });
    return advice;
  }
  const rest = remaining(ensemble, found);
  const e = Math.min(most, rest.rate).toFixed(2);
  const basis = `About ${(100 * rest.rate).toFixed(1)} % of the ${rest.kept} labels that remain after dropping ${rest.dropped} are expected to be wrong.`;
  if (Number(e) === 0) {
    advice.push({ trainer: 'Any with label smoothing', setting: 'None needed for the rows that remain.', why: basis });
    return advice;
  }
  advice.push(
    {
      trainer: 'TRL DPOTrainer, 0.29 and later',
      setting: `loss_type="robust", label_smoothing=${e}, use_liger_kernel=False`,
      why: `${basis} rDPO (arXiv 2403.00409) is unbiased for that rate. With loss_type="sigmoid" these versions ignore label_smoothing without a warning, and the Liger loss never receives it.`,
    },
    {
      trainer: 'TRL DPOTrainer, up to 0.28',
      setting: `loss_type="robust", label_smoothing=${e}`,
      why: `${basis} In these versions the same option with loss_type="sigmoid" means cDPO, which bounds the margin instead.`,
    },
    {
      trainer: 'LLaMA-Factory',
      setting: `pref_loss: sigmoid, dpo_label_smoothing: ${e}`,
      why: `${basis} This is cDPO; the option is allowed with pref_loss=sigmoid only.`,
    },
    {
      trainer: 'Reward models (TRL RewardTrainer, OpenRLHF)',
      setting:
        'Export with margins: pairlens export FILE -o OUT --drop mislabeled --to margin --margin preference-strength',
      why: 'Adaptive margins helped in Secrets of RLHF II (arXiv 2401.06080); these trainers have no smoothing option.',
    },
  );
  return advice;
}
