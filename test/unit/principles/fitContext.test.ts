import assert from 'node:assert/strict';
import { fitContext } from '../../../src/principles/model/fitContext.ts';
import { usualSettings } from '../../../src/principles/model/settings.ts';

describe('settings for a model’s context', () => {
  it('stay as they are where it is large or not known', () => {
    assert.equal(fitContext(usualSettings, null), usualSettings);
    assert.deepEqual(fitContext(usualSettings, 32_768), usualSettings);
  });

  it('have smaller groups first, then shorter texts', () => {
    const middle = fitContext(usualSettings, 8192);
    assert.equal(middle.groupSize, 3);
    assert.equal(middle.responseTokens, usualSettings.responseTokens);
    for (const context of [2048, 3000, 4096, 6000]) {
      const { groupSize, promptTokens, responseTokens } = fitContext(usualSettings, context);
      assert.equal(groupSize, 2);
      const texts = promptTokens + 2 * responseTokens;
      assert.ok(texts + 1600 <= context && 2 * texts + 600 <= context, `${texts} in ${context}`);
    }
  });

  it('keep some text where hardly anything fits', () => {
    const { promptTokens, responseTokens } = fitContext(usualSettings, 512);
    assert.deepEqual([promptTokens, responseTokens], [60, 60]);
  });
});
