import assert from 'node:assert/strict';
import { fixed, signed } from '../../../src/cli/output/numbers.ts';
import { decimal } from '../../../webview/report/numbers.ts';

describe('numbers that are printed', () => {
  it('have no sign where they round to nothing', () => {
    assert.deepEqual([fixed(-0.001, 2), fixed(0.004, 2), fixed(-0.006, 2)], ['0.00', '0.00', '-0.01']);
    assert.deepEqual([signed(-0.001, 2), signed(0.001, 2), signed(-0.01, 2)], ['0.00', '0.00', '-0.01']);
    assert.deepEqual([decimal(-0.001), decimal(-0.18), decimal(1)], ['.00', '−.18', '1.00']);
  });

  it('tell their sign where they are told with one', () => {
    assert.deepEqual([signed(0.31, 2), signed(-12.34, 1)], ['+0.31', '-12.3']);
  });
});
