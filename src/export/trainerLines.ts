import { axolotlDpo, axolotlSegments } from './trainers/axolotl.ts';
import { llamaFactoryDpo, llamaFactoryInfo, llamaFactoryKto, llamaFactoryLayouts } from './trainers/llamaFactory.ts';
import { msSwiftDpo, nemoRl, openaiService, openRlhfDpo, openRlhfReward, turboDpo } from './trainers/others.ts';
import type { Trainer, TrainerContext, TrainerLines } from './trainers/trainer.ts';
import { trlDpo, trlKto, trlReward } from './trainers/trl.ts';

/** Trainers that take each target, by its id. Targets that are not here are no trainer's. */
const trainers: Readonly<Record<string, readonly Trainer[]>> = {
  trl: [trlDpo, openRlhfDpo],
  'trl-text': [trlDpo],
  'trl-implicit': [trlReward, openRlhfReward],
  'trl-unpaired': [trlKto],
  margin: [trlReward, openRlhfReward],
  axolotl: [axolotlDpo('chat_template.default')],
  'axolotl-text': [axolotlDpo('chatml.default')],
  'llama-factory': [llamaFactoryInfo(llamaFactoryLayouts.alpaca), llamaFactoryDpo],
  sharegpt: [llamaFactoryInfo(llamaFactoryLayouts.sharegpt), llamaFactoryDpo],
  'kto-messages': [llamaFactoryInfo(llamaFactoryLayouts.kto), llamaFactoryKto],
  'ms-swift': [msSwiftDpo],
  'nemo-rl': [nemoRl],
  openai: [openaiService],
  turbo: [turboDpo],
  hindsight: [axolotlSegments],
};

/** Configuration of every trainer that takes a target; empty where none does. */
export function trainerLines(target: string, context: TrainerContext): TrainerLines[] {
  return (Object.hasOwn(trainers, target) ? trainers[target]! : []).map(trainer => trainer(context));
}
