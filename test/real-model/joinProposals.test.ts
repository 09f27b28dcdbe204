import assert from 'node:assert/strict';
import { joinMeanings } from '../../bench/principles/wordings/joining.ts';
import { wordingsToCheck } from '../../bench/principles/wordings/toCheck.ts';
import { sentenceEncoder } from '../../src/audit/sentenceEncoder.ts';
import { catalogue } from '../../src/models/catalogue.ts';
import { encodedLikeness } from '../../src/principles/model/encodedLikeness.ts';
import { wordLikeness } from '../../src/principles/model/wordLikeness.ts';
import { realModelNames, realModels } from '../support/realModels.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { unpackModel } from './unpackModel.ts';

describe('proposals joined by a real encoder', () => {
  let folder: TemporaryFolder;
  before(() => {
    folder = temporaryFolder();
  });
  after(() => folder.remove());

  for (const name of Object.values(realModelNames)) {
    it(`${name}: joins wordings of one meaning that words do not tell, and few others`, async function () {
      this.timeout(60_000);
      const recipe = catalogue.find(({ id }) => id === name.replace(/-q$/u, '-int8'))!.recipe;
      assert.ok(recipe.kind === 'encoder');
      const model = unpackModel(realModels()!, name, folder.path, recipe);
      if (model === null) this.skip();
      const encoder = sentenceEncoder({ installed: [model], device: 'cpu', cache: folder.path })!;
      const { precision, recall } = await joinMeanings(wordingsToCheck, encodedLikeness(encoder.encode));
      assert.ok(precision > 0.65 && recall > 0.3, `precision ${precision}, recall ${recall}`);
      const byWords = await joinMeanings(wordingsToCheck, wordLikeness);
      assert.ok(byWords.recall < 0.1);
      assert.equal(sentenceEncoder({ installed: [model], device: 'cpu', cache: folder.path, without: [name] }), null);
    });
  }
});
