import assert from 'node:assert/strict';
import { auditText } from '../../../src/cli/output/auditText.ts';
import { membersText } from '../../../src/cli/output/membersText.ts';
import { styleFor } from '../../../src/cli/output/style.ts';
import type { MemberFigures } from '../../../src/reward/figures.ts';
import { auditedRow, auditOf, bareFigures, fullAudit, fullFigures } from '../audit/reportFixture.ts';

const look = { width: 100, style: styleFor({ isTTY: false }, {}) };
const [style, score] = fullFigures('Style head').members as [MemberFigures, MemberFigures];
const run = { device: 'cpu', why: 'no GPU was found', seconds: 2, texts: 400, computed: 300, truncated: 7 };
const encoder: MemberFigures = { ...style, id: 'mini', name: 'MiniLM', kind: 'encoder', adds: 0.0004, run };

const textOf = (members: readonly MemberFigures[]) => membersText({ ...bareFigures, members }, look);

describe('the members on the terminal', () => {
  it('have accuracy with its interval, what they add, and where their model ran how fast', () => {
    const text = textOf([style, encoder]);
    assert.match(text, /Style head +70\.0 % +65 to 75 .* \+2\.0 /);
    assert.match(text, /MiniLM .* 0\.0 .*cpu, 150 texts\/s/);
    assert.match(
      text.replace(/\s+/g, ' '),
      /MiniLM added 0\.0 points of accuracy; on cpu \(no GPU was found\), 300 of 400 texts in 2\.0 s, 7 longer than it reads\./,
    );
  });

  it('say why they were left out, and that no model ran', () => {
    const text = textOf([style, { ...score, why: 'no scores' }]);
    assert.match(text, /Left out: Score fields \(no scores\)\./);
    assert.match(text, /No encoder or reward model took part/);
  });

  it('let nothing of a model or a dataset steer the terminal', () => {
    const bad = 'x\x1b[2J\u202e';
    assert.doesNotMatch(
      textOf([{ ...encoder, name: bad, why: bad, run: { ...run, device: bad, why: bad } }]),
      /[\x1b\u202e]/,
    );
  });

  it('give way to one line where there are too few labels for them', () => {
    const tiny = auditText(
      auditOf([auditedRow(0)]),
      { path: 'x.jsonl', format: undefined, map: undefined, written: false },
      look,
    );
    assert.match(tiny.replace(/\s+/g, ' '), /only 3 comparisons have a choice/);
    assert.doesNotMatch(tiny, /Reward ensemble|Principles|Training on it/);
    const audit = fullAudit('x.jsonl');
    const full = auditText(
      { ...audit, figures: { ...audit.figures, labelled: 200 } },
      { path: 'x.jsonl', format: undefined, map: undefined, written: false },
      look,
    );
    assert.match(full, /Reward ensemble/);
    assert.match(full, /pairlens audit x\.jsonl --out audit/);
    assert.match(full.replace(/\s+/g, ' '), /about 31 \(95 %: .* among the 100 most doubtful/);
  });
});
