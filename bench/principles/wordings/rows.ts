import { join } from 'node:path';
import { catalogue } from '../../../src/models/catalogue.ts';
import { type EncodeTexts, encodedLikeness } from '../../../src/principles/model/encodedLikeness.ts';
import type { SentenceEncoder } from '../../../src/principles/model/joinAlike.ts';
import type { Likeness } from '../../../src/principles/model/likeness.ts';
import { wordLikeness } from '../../../src/principles/model/wordLikeness.ts';
import { Encoder } from '../../../src/reward/encoder/encoder.ts';
import { unpackModel } from '../../../test/real-model/unpackModel.ts';
import { fetchRealModels } from '../../../test/support/fetchRealModels.ts';
import { realModelNames, realModels } from '../../../test/support/realModels.ts';
import { fMeasure, joinedPairs, joinMeanings } from './joining.ts';
import { opposedWordings } from './opposed.ts';
import { recoveredRows } from './recovered.ts';
import { wordingsToCheck } from './toCheck.ts';
import { wordingsToChoose } from './toChoose.ts';

/** Joining a rule to another one loses it; keeping two that say the same only costs votes. So precision weighs more. */
const beta = 0.5;
const bounds = Array.from({ length: 40 }, (_, at) => 0.2 + at / 50);

/** Cosines as they are. */
const plainCosine = (encode: EncodeTexts): Likeness => ({
  least: 0.86,
  async between(texts, signal) {
    const vectors = await encode(texts, signal);
    return (x, y) => vectors[x]!.reduce((sum, value, at) => sum + value * vectors[y]![at]!, 0);
  },
});

/** The same texts are encoded once. */
function remembering(encoder: Encoder): EncodeTexts {
  const known = new Map<string, Float32Array>();
  return async texts => {
    const fresh = [...new Set(texts)].filter(text => !known.has(text));
    const { width, values } = await encoder.encode(fresh);
    fresh.forEach((text, at) => void known.set(text, values.slice(at * width, (at + 1) * width)));
    return texts.map(text => known.get(text)!);
  };
}

async function bestBound(likeness: Likeness): Promise<number> {
  let [best, value] = [0, -1];
  for (const least of bounds) {
    const measured = fMeasure(await joinMeanings(wordingsToChoose, { ...likeness, least }), beta);
    if (measured > value) [best, value] = [least, measured];
  }
  return best;
}

async function row(name: string, likeness: Likeness): Promise<string> {
  const best = await bestBound(likeness);
  const cells = [name, best.toFixed(2)];
  for (const least of [best, likeness.least]) {
    const bounded = { ...likeness, least };
    const chosen = await joinMeanings(wordingsToChoose, bounded);
    const checked = await joinMeanings(wordingsToCheck, bounded);
    const both = (of: (one: typeof chosen) => number): string => `${of(chosen).toFixed(2)}, ${of(checked).toFixed(2)}`;
    if (least === likeness.least) cells.push(least.toFixed(2));
    cells.push(
      both(one => fMeasure(one, 1)),
      both(one => one.precision),
      both(one => one.recall),
      `${chosen.clusters}, ${checked.clusters}`,
      String(await joinedPairs(opposedWordings, bounded)),
    );
  }
  return `| ${cells.join(' | ')} |`;
}

/** Which wordings of proposals are joined: by words, and by the vectors of each encoder of the catalogue. */
export async function* wordingRows(work: string): AsyncGenerator<string> {
  const numbers = [wordingsToChoose, wordingsToCheck].map(set => `${set.flat().length} wordings of ${set.length}`);
  const side = 'F1 | precision | recall | clusters | contrary joined';
  yield `| ${numbers.join(' and ')} meanings, ${opposedWordings.length} contrary pairs | best bound | ${side} | bound in use | ${side} |`;
  yield `|${'---|'.repeat(13)}`;
  yield await row('words', wordLikeness);
  const trouble = fetchRealModels();
  if (trouble !== null) {
    console.error(`Encoders are left out: ${trouble}`);
    return;
  }
  let smallest: SentenceEncoder | null = null;
  for (const name of Object.values(realModelNames)) {
    const recipe = catalogue.find(({ id }) => id === name.replace(/-q$/u, '-int8'))?.recipe;
    const model = recipe?.kind === 'encoder' ? unpackModel(realModels()!, name, join(work, name), recipe) : null;
    if (model === null) {
      console.error(`${name} is left out: its weights are not there.`);
      continue;
    }
    const encode = remembering(new Encoder(model, { device: 'cpu', cache: null }));
    if (name === realModelNames.miniLmInt8) smallest = { name, encode };
    yield await row(`${name}, cosine as it is`, plainCosine(encode));
    yield await row(`${name}, less the common mean`, encodedLikeness(encode));
  }
  yield '';
  yield* recoveredRows(smallest);
}
