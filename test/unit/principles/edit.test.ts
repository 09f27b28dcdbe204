import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type EditedConstitution, editedRule } from '../../../src/principles/edit/editedConstitution.ts';
import { afterEdit, type EditHistory, noEdits, redone, undone } from '../../../src/principles/edit/editHistory.ts';
import { applyEdit, type PrincipleEdit } from '../../../src/principles/edit/principleEdit.ts';
import { changesInWords, readBack } from '../../../src/principles/edit/readBack.ts';
import type { Principle } from '../../../src/principles/principle.ts';

const known: readonly Principle[] = ['is shorter', 'is longer', 'uses lists'].map(short => ({
  id: short.split(' ')[1]!,
  text: `Select the response that ${short}.`,
  short,
  origin: 'measured',
}));
const rule = (text: string, more: object = {}) => editedRule({ text, checked: true, weight: 1, ...more }, known);
const start: EditedConstitution = {
  decides: 'ranked',
  fitted: true,
  rules: [rule('Select the response that is shorter.'), rule('Be kind.'), rule('Be sure.')],
};
const texts = ({ rules }: EditedConstitution) => rules.map(({ text, checked }) => `${checked ? '' : '- '}${text}`);

describe('editing a constitution', () => {
  it('checks, moves, rewords, adds and removes', () => {
    const [shorter, kind, sure] = start.rules.map(({ id }) => id);
    assert.equal(shorter, 'shorter');
    const steps: readonly PrincipleEdit[] = [
      { type: 'check', id: kind!, checked: false },
      { type: 'move', id: sure!, to: 0 },
      { type: 'replace', id: shorter!, rule: rule('Be brief.') },
      { type: 'add', rule: rule('uses lists'), at: 1 },
      { type: 'decides', decides: 'plain' },
      { type: 'remove', id: kind! },
    ];
    const after = steps.reduce(applyEdit, start);
    assert.deepEqual(texts(after), ['Be sure.', 'Select the response that uses lists.', 'Be brief.']);
    assert.equal(after.decides, 'plain');
    assert.deepEqual(texts(applyEdit(start, steps[0]!)), [
      'Select the response that is shorter.',
      '- Be kind.',
      'Be sure.',
    ]);
  });

  it('refuses a rule that is there already, in whatever letters, and one that is gone', () => {
    assert.throws(() => applyEdit(start, { type: 'add', rule: rule('be KIND') }), /says this already, as its rule 2/);
    const id = start.rules[2]!.id;
    assert.throws(() => applyEdit(start, { type: 'replace', id, rule: rule('is shorter') }), /as its rule 1/);
    assert.doesNotThrow(() => applyEdit(start, { type: 'replace', id, rule: rule('BE sure') }));
    assert.throws(() => applyEdit(start, { type: 'remove', id: 'gone' }), /not in the constitution any more/);
  });

  it('is undone and redone step by step, whatever the steps', () => {
    const step = fc.oneof(
      fc.nat(5).map(at => ({ what: 'add', at })),
      fc.constant({ what: 'undo', at: 0 }),
      fc.constant({ what: 'redo', at: 0 }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), steps => {
        let history: EditHistory = noEdits;
        // The plain way: every state, and where among them we are.
        let states: (EditedConstitution | null)[] = [null];
        let at = 0;
        steps.forEach(({ what, at: place }, number) => {
          if (what === 'undo') {
            history = undone(history);
            at = Math.max(0, at - 1);
          } else if (what === 'redo') {
            history = redone(history);
            at = Math.min(states.length - 1, at + 1);
          } else {
            const next = applyEdit(history.present ?? start, { type: 'add', rule: rule(`Rule ${number}.`), at: place });
            history = afterEdit(history, 'Add', next);
            states = [...states.slice(0, at + 1), next];
            at++;
          }
          assert.equal(history.present, states[at]);
          assert.equal(history.past.length, Math.min(50, at));
        });
      }),
    );
  });
});

describe('a constitution read back', () => {
  const back = (...lines: (readonly [text: string, more?: object])[]) =>
    readBack(
      { decides: 'ranked', rules: lines.map(([text, more]) => ({ text, checked: true, weight: 1, ...more })) },
      start,
      known,
    );

  it('says nothing of what has not changed, in whatever letters', () => {
    const { constitution, changes } = back(['Select the response that is shorter'], ['be kind'], ['Be sure.']);
    assert.equal(changesInWords(changes), '');
    assert.deepEqual(
      constitution.rules.map(({ id }) => id),
      start.rules.map(({ id }) => id),
    );
  });

  it('knows principles by their ids and short names', () => {
    const { constitution } = back(['longer'], ['uses lists']);
    assert.deepEqual(
      constitution.rules.map(({ id, text }) => [id, text]),
      [
        ['longer', 'Select the response that is longer.'],
        ['lists', 'Select the response that uses lists.'],
      ],
    );
  });

  const cases: readonly (readonly [string, readonly (readonly [string, object?])[]])[] = [
    ['1 reworded', [['is shorter'], ['Be very kind.'], ['Be sure.']]],
    ['1 added', [['is shorter'], ['Be kind.'], ['Be sure.'], ['Be calm.']]],
    ['1 removed', [['is shorter'], ['Be sure.']]],
    ['1 moved', [['Be sure.'], ['is shorter'], ['Be kind.']]],
    ['1 unchecked', [['is shorter'], ['Be kind.', { checked: false }], ['Be sure.']]],
    ['1 reworded', [['is shorter'], ['Be kind.', { condition: 'chars_a < chars_b' }], ['Be sure.']]],
    ['3 reworded', [['Be calm.'], ['Be brief.'], ['Be warm.', { checked: false }]]],
    ['1 removed, 1 reworded', [['Be calm.'], ['Be sure.']]],
  ];
  for (const [words, lines] of cases) {
    it(`tells what has changed: ${words}`, () => {
      assert.equal(changesInWords(back(...lines).changes), words);
    });
  }

  it('takes weights that somebody wrote as they are', () => {
    const rules = start.rules.map(({ text }, at) => ({ text, checked: true, weight: at + 1 }));
    const { constitution, changes } = readBack({ decides: 'weighted', rules }, start, known);
    assert.equal(constitution.fitted, false);
    assert.equal(changesInWords(changes), '2 reweighted, it decides otherwise');
    const again = readBack({ decides: 'weighted', rules }, constitution, known);
    assert.equal(changesInWords(again.changes), '');
  });
});
