import assert from 'node:assert/strict';
import { figuresText } from '../../../src/cli/output/figuresText.ts';
import { findingsText } from '../../../src/cli/output/findingsText.ts';
import { principlesText } from '../../../src/cli/output/principlesText.ts';
import { styleFor } from '../../../src/cli/output/style.ts';
import { runPrinciples } from '../../../src/principles/runPrinciples.ts';
import type { Figures, MemberFigures } from '../../../src/reward/figures.ts';
import { auditedRow, auditOf, bareFigures, fullFigures } from '../audit/reportFixture.ts';
import { comparison } from '../principles/comparisons.ts';

const look = { width: 80, style: styleFor({ isTTY: false }, {}) };

/** Labels by a hash of the row, over responses that differ in one word that nothing measures. */
async function chance(n: number): Promise<string> {
  const rows = Array.from({ length: n }, (_, row) =>
    comparison(row, `Which stone, ${row}?`, 'The slate stone.', 'The chalk stone.', (row * 7) % 3 > 1 ? 'a' : 'b'),
  );
  const { votes: _, ...result } = await runPrinciples(rows, { seed: 1 });
  return principlesText({ ...result, constitution: [] }, look);
}

describe('the principles on the terminal', () => {
  it('claim no figure of a constitution without rules, and list none that never votes', async () => {
    const text = await chance(60);
    assert.match(text, /No principle reconstructs the labels better than chance\./);
    assert.match(text.replace(/\s+/g, ' '), /Of 60 labels, simpler rules reconstruct: the longer response 50\.0 %/);
    assert.doesNotMatch(text, /such a constitution|strongest| 0 +0 /);
  });
});

describe('the findings on the terminal', () => {
  it('say how many of the flagged labels are expected to be wrong, where the flip rate is known', () => {
    const flagged = (row: number) => auditedRow(row, ['mislabeled'], { pWrong: 0.4, pWrongRange: [0.1, 0.7] });
    const known = findingsText(auditOf([flagged(0), flagged(1), flagged(2), flagged(3), flagged(4)]), look);
    assert.match(known.replace(/\s+/g, ' '), /About 2 \(95 %: 1 to 4\) of them are expected to be wrong/);
    assert.doesNotMatch(findingsText(auditOf([flagged(0), auditedRow(1, ['mislabeled'])]), look), /expected/);
    assert.doesNotMatch(findingsText(auditOf([auditedRow(0, ['duplicate'])]), look), /expected/);
  });
});

describe('the figures on the terminal', () => {
  const figures = (members: Figures['members']) =>
    figuresText({ ...bareFigures, labelled: 60, members }, { ...look, width: 120 });
  const [style] = fullFigures('Style head').members as [MemberFigures];

  it('say that no member judges, where labels are many enough', () => {
    const text = figures([{ ...style, used: false, why: 'cannot be told from chance' }]);
    assert.match(text, /accuracy +not known: no member of the ensemble can be told from chance on these labels\n/);
    assert.match(text, /wrong labels +not known\n/);
    assert.match(figures([style]), /wrong labels +not known\. Check the 30 most doubtful\n/);
  });
});
