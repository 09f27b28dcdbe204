import assert from 'node:assert/strict';
import { strengthsText } from '../../../src/cli/output/strengthsText.ts';
import { styleFor } from '../../../src/cli/output/style.ts';
import { strengthsOf } from '../../../src/reward/strength/strengths.ts';
import { type Met, metModels } from '../reward/strength/meetingsFixture.ts';

const plain = styleFor({ isTTY: false }, {});

describe('the text of strengths', () => {
  it('says what the intervals rest on, what was left out, and what the votes leave open', () => {
    const beats = (a: string, b: string, n: number): Met[] =>
      Array.from({ length: n }, () => ({ a, b, label: 'a' as const, positioned: true }));
    const rows: Met[] = [...beats('top', 'x\u001b[2J', 4), ...beats('p', 'q', 1)];
    const text = strengthsText(
      strengthsOf(metModels([...rows, { a: 'top', b: 'p', label: 'both_bad' }]), 'response_model'),
      plain,
    );
    assert.match(text, /^Bradley-Terry over 5 meetings of response_model\. Intervals \(95 %\) by Fisher's information/);
    assert.match(text, /Left out: 1 votes "both bad"\./);
    assert.match(text, /Being shown first adds/);
    assert.match(text, /top lost to nobody/);
    assert.match(text, /Nothing connects the 2 components/);
    assert.ok(!text.includes('\u001b'));
  });
});
