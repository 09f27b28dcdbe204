import assert from 'node:assert/strict';
import fc from 'fast-check';
import { constitutionLines } from '../../../src/principles/read/constitutionLines.ts';
import { readConstitutionFile } from '../../../src/principles/read/readConstitutionFile.ts';
import { writeConstitutionFile } from '../../../src/principles/write/constitutionFile.ts';
import { patchConstitution } from '../../../src/principles/write/patchConstitution.ts';
import { anyFile, anyRules } from './constitutionFiles.ts';

const ways = fc.constantFrom('plain' as const, 'ranked' as const, 'weighted' as const);

const proseOf = (text: string) =>
  constitutionLines(text).flatMap(({ kind, raw }) => (kind === 'prose' || kind === 'title' ? [raw] : []));

const built = ({ lines, eol, ended, bom }: { lines: { raw: string }[]; eol: string; ended: boolean; bom: boolean }) => {
  const met = new Set<string>();
  const raws = lines
    .map(({ raw }) => raw)
    .filter(
      raw => !/Rule number/.test(raw) || (!met.has(raw.replace(/^.*Rule/, '')) && met.add(raw.replace(/^.*Rule/, ''))),
    );
  return (bom ? '\uFEFF' : '') + raws.join(eol) + (ended && raws.length > 0 ? eol : '');
};

describe('constitution.md, edited by hand and written again', () => {
  it('is taken apart without losing a byte', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r', '- ', '[x] ', '`', '# ', '\uFEFF') }), text => {
        assert.equal(
          constitutionLines(text)
            .map(({ raw, end }) => raw + end)
            .join(''),
          text,
        );
      }),
    );
  });

  it('keeps its prose byte for byte, and holds the rules that it is given', () => {
    fc.assert(
      fc.property(anyFile, anyRules, ways, (file, rules, decides) => {
        const before = built(file);
        const after = patchConstitution(before, { decides, rules });
        const read = readConstitutionFile(after);
        assert.deepEqual(read.problems, []);
        assert.deepEqual(read.rules, rules);
        assert.equal(read.decides, decides);
        // What is new is the way of deciding with a blank line, and one before rules where there were none.
        const kept = proseOf(before);
        const prose = proseOf(after);
        let at = 0;
        for (const line of prose) if (line === kept[at]) at++;
        assert.equal(at, kept.length, JSON.stringify({ before, after }));
        assert.ok(prose.length - kept.length <= 3);
      }),
    );
  });

  it('is the same file where nothing has changed', () => {
    fc.assert(
      fc.property(anyFile, file => {
        const text = built(file);
        const { decides, rules } = readConstitutionFile(text);
        assert.equal(patchConstitution(text, { decides, rules }), text);
      }),
    );
    const written = writeConstitutionFile({
      title: 'Ours',
      decides: 'weighted',
      rules: [{ text: 'Be brief.', checked: true, weight: 0.5, condition: 'chars_a < chars_b' }],
    });
    assert.equal(patchConstitution(written, readConstitutionFile(written)), written);
  });

  it('changes a check mark, an order and words where they stand', () => {
    const text = [
      '# Ours', // kept
      'Decides:   plain (the majority of the rules that apply), for now',
      'Why we began with these:',
      ' * [x]   Be kind   ',
      'and, since May,',
      ' * [x] Be brief (weight 2)',
      'The end.',
    ].join('\r\n');
    const { rules } = readConstitutionFile(text);
    const [kind, brief] = rules;
    const after = patchConstitution(text, {
      decides: 'ranked',
      rules: [brief!, { ...kind!, checked: false }, { text: 'Be sure.', checked: true, weight: 1 }],
    });
    assert.equal(
      after,
      [
        '# Ours',
        'Decides:   ranked (the first rule that applies), for now',
        'Why we began with these:',
        ' * [x] Be brief (weight 2)',
        'and, since May,',
        ' * [ ]   Be kind',
        ' * [x] Be sure.',
        'The end.',
      ].join('\r\n'),
    );
    assert.equal(
      patchConstitution('1. Be kind\n2. Be brief\nEnd', { decides: 'plain', rules: [kind!] }),
      '1. Be kind\nEnd',
    );
  });

  it('goes on numbering behind the last rule', () => {
    const more = ['Be kind', 'Be brief', 'Be sure'].map(text => ({ text, checked: true, weight: 1 }));
    assert.equal(
      patchConstitution('7) Be kind\n\nEnd\n', { decides: 'plain', rules: more }),
      '7) Be kind\n8) [x] Be brief\n9) [x] Be sure\n\nEnd\n',
    );
  });
});

describe('lines of a constitution that can not be understood', () => {
  const problem = (line: string) => readConstitutionFile(`# Ours\n\n${line}\n`).problems;
  const cases: readonly (readonly [string, RegExp])[] = [
    ['1. [y] Be kind', /"\[y\]" is no check box; write \[x\]/],
    ['2. [x]', /no words; write its sentence/],
    ['-', /no words/],
    ['3. Be kind (weight 0)', /"0" is no weight; write a number above 0/],
    ['3. Be kind (weight much)', /"much" is no weight/],
    ['4. Be kind (sql `chars_a < chars_b)', /not closed; write \(sql `/],
    ['4. Be kind (sql chars_a < chars_b)', /not closed/],
    ['5. (sql `chars_a < chars_b`)', /no words/],
    [`6. ${'very '.repeat(200)}`, /more than 500 characters; shorten/],
    ['Decides: by lot', /"by" is no way to decide; write plain, ranked or weighted/],
  ];
  for (const [line, words] of cases) {
    it(`names the line and the cure: ${line.slice(0, 40)}`, () => {
      const [first, ...more] = problem(line);
      assert.equal(first?.line, 3);
      assert.match(first?.problem ?? '', words);
      assert.equal(more.length, 0);
    });
  }

  it('leaves fenced blocks and rulers alone', () => {
    const { rules, problems } = readConstitutionFile(
      '```\n1. [y] code\n- \n```\n* * *\n- - -\n- Be kind\n~~~\n- not this',
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      rules.map(({ text }) => text),
      ['Be kind'],
    );
  });

  it('names both lines of a rule that is there twice', () => {
    const { problems, rules } = readConstitutionFile('1. Be kind\n\n2. be KIND\n');
    assert.deepEqual(
      problems.map(({ line }) => line),
      [3],
    );
    assert.match(problems[0]!.problem, /first, in line 1, counts/);
    assert.equal(rules.length, 1);
  });
});
