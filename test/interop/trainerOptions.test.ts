import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { trainerLines } from '../../src/export/trainerLines.ts';
import { interopPython } from '../support/interopPython.ts';

const context = {
  train: 'a.train.jsonl',
  test: 'a.test.jsonl',
  smoothing: { kind: 'set', rate: '0.07', basis: 'b' },
  unpaired: { good: 1, bad: 2 },
  margin: 'm',
} as const;

/** Where the options of a trainer are declared, by the beginning of its name, and how one is. */
const declared: readonly {
  readonly trainer: string;
  readonly targets: readonly string[];
  readonly file: string;
  /** Options in the lines; the capture is a name. */
  readonly option: RegExp;
  readonly declares: (name: string) => RegExp;
}[] = [
  {
    trainer: 'TRL DPOTrainer',
    targets: ['trl', 'trl-text'],
    file: 'trl/trainer/dpo_config.py',
    option: /(\w+)=(?=["\d])/g,
    declares: name => new RegExp(`^    ${name}: `, 'm'),
  },
  {
    trainer: 'TRL KTOTrainer',
    targets: ['trl-unpaired'],
    file: 'trl/trainer/kto_config.py',
    option: /(\w+)=(?=["\d])/g,
    declares: name => new RegExp(`^    ${name}: `, 'm'),
  },
  {
    trainer: 'LLaMA-Factory, stage',
    targets: ['llama-factory', 'sharegpt', 'kto-messages'],
    file: 'llamafactory/hparams/finetuning_args.py',
    option: /^(stage|pref_loss|dpo_\w+|kto_\w+):/gm,
    declares: name => new RegExp(`^    ${name}: `, 'm'),
  },
  {
    trainer: 'LLaMA-Factory, stage',
    targets: ['llama-factory', 'sharegpt', 'kto-messages'],
    file: 'llamafactory/hparams/data_args.py',
    option: /^(dataset|eval_dataset):/gm,
    declares: name => new RegExp(`^    ${name}: `, 'm'),
  },
  {
    trainer: 'LLaMA-Factory, dataset_info',
    targets: ['llama-factory', 'sharegpt', 'kto-messages'],
    file: 'llamafactory/data/parser.py',
    option: /"(file_name|formatting|ranking|columns|tags|kto_tag|chosen|rejected|history|\w+_tag)":/g,
    declares: name => new RegExp(`\\b${name}\\b`),
  },
  {
    trainer: 'Axolotl, rl: dpo',
    targets: ['axolotl', 'axolotl-text'],
    file: 'axolotl/utils/schemas/config.py',
    option: /^(\w+):/gm,
    declares: name => new RegExp(`^    ${name}: `, 'm'),
  },
  {
    trainer: 'Axolotl, type',
    targets: ['hindsight'],
    file: 'axolotl/utils/schemas/training.py',
    option: /^(train_on_inputs):/gm,
    declares: name => new RegExp(`^    ${name}: `, 'm'),
  },
  {
    trainer: 'ms-swift',
    targets: ['ms-swift'],
    file: 'swift/arguments/rlhf_args.py',
    option: /--(rlhf_type|loss_type|label_smoothing)/g,
    declares: name => new RegExp(`^    ${name}: `, 'm'),
  },
  {
    trainer: 'ms-swift',
    targets: ['ms-swift'],
    file: 'swift/arguments/base_args/data_args.py',
    option: /--(dataset|val_dataset)/g,
    declares: name => new RegExp(`^    ${name}: `, 'm'),
  },
  {
    trainer: 'OpenRLHF train_dpo',
    targets: ['trl'],
    file: 'openrlhf/cli/train_dpo.py',
    option: /--([\w.]+)/g,
    declares: name => new RegExp(`"--${name.replaceAll('.', '\\.')}"`),
  },
  {
    trainer: 'OpenRLHF train_rm',
    targets: ['margin', 'trl-implicit'],
    file: 'openrlhf/cli/train_rm.py',
    option: /--([\w.]+)/g,
    declares: name => new RegExp(`"--${name.replaceAll('.', '\\.')}"`),
  },
  {
    trainer: 'turbo-alignment',
    targets: ['turbo'],
    file: 'turbo_alignment/settings/pipelines/train/dpo.py',
    option: /"(\w+_settings|loss_type|label_smoothing)":/g,
    declares: name => new RegExp(`^    ${name}: `, 'm'),
  },
];

describe('options that the lines for trainers name', () => {
  let trainers: string;
  before(function () {
    const python = interopPython();
    if (python === null) this.skip();
    ({ trainers } = python);
  });

  for (const { trainer, targets, file, option, declares } of declared) {
    it(`${trainer}: are declared in ${file}`, () => {
      const code = readFileSync(join(trainers, ...file.split('/')), 'utf8');
      for (const target of targets) {
        const made = trainerLines(target, context).find(one => one.trainer.startsWith(trainer));
        assert.ok(made, `${target} has no lines for ${trainer}`);
        const names = [...made.lines.matchAll(option)].map(([, name]) => name!);
        assert.ok(names.length > 0, made.lines);
        for (const name of names) assert.match(code, declares(name), `${name} of ${target}`);
      }
    });
  }
});
