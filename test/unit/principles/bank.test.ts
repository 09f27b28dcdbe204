import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bank } from '../../../src/principles/bank.ts';
import { measure } from '../../../src/principles/measure/measure.ts';
import { measurePrompt } from '../../../src/principles/measure/promptMeasures.ts';
import { vote } from '../../../src/principles/vote.ts';
import { cases } from './cases.ts';

const byId = new Map(bank.map(principle => [principle.id, principle]));

function votes(id: string, prompt: string, a: string, b: string): number {
  const principle = byId.get(id);
  assert.ok(principle, `no principle ${id}`);
  return vote(principle, {
    prompt: measurePrompt([{ role: 'user', content: prompt }]),
    a: measure(a),
    b: measure(b),
  });
}

describe('measured principles', () => {
  it('are at least 45, each a sentence with an id of its own', () => {
    assert.ok(bank.length >= 45);
    assert.equal(byId.size, bank.length);
    for (const { text, short, opposite } of bank) {
      assert.equal(text, `Select the response that ${short}.`);
      if (opposite !== undefined) assert.ok(byId.has(opposite));
    }
  });

  it('all have a hand-written case, of their own or of their contrary', () => {
    const covered = new Set(cases.map(({ id }) => id));
    const bare = bank.filter(
      ({ id, opposite }) => !covered.has(id) && !(opposite !== undefined && covered.has(opposite)),
    );
    assert.deepEqual(
      bare.map(({ id }) => id),
      [],
    );
  });

  for (const { id, prompt = 'Tell me.', wins, loses, abstains, abstainsFor = prompt } of cases) {
    it(`${id}: votes a, votes b, abstains`, () => {
      assert.equal(votes(id, prompt, wins, loses), 1);
      assert.equal(votes(id, prompt, loses, wins), -1);
      assert.equal(votes(id, abstainsFor, abstains[0], abstains[1]), 0);
      const contrary = byId.get(id)?.opposite;
      if (contrary !== undefined) {
        assert.equal(votes(contrary, prompt, wins, loses), -1);
        assert.equal(votes(contrary, prompt, loses, wins), 1);
        assert.equal(votes(contrary, abstainsFor, abstains[0], abstains[1]), 0);
      }
    });
  }

  it('negate their votes when the sides are exchanged, on any text', () => {
    const piece = fc.constantFrom(
      'the ',
      'and ',
      'I ',
      'you ',
      '**',
      '`',
      '```\n',
      '\n',
      '- ',
      '1. ',
      '# ',
      '|',
      'https://',
      '"',
      '?',
      '!',
      '. ',
      '😀',
      'sorry ',
      'might ',
      'Paris ',
      '42 ',
      '日本語 ',
      '\u0000',
      '\ud800',
      "don't ",
      '(',
      '&amp;',
      'MUST ',
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 40 }).map(pieces => pieces.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(text, text, text, (prompt, a, b) => {
        const pair = { prompt: measurePrompt([{ role: 'user', content: prompt }]), a: measure(a), b: measure(b) };
        const swapped = { ...pair, a: pair.b, b: pair.a };
        // Not -vote: there is no negative zero here.
        for (const principle of bank) assert.equal(vote(principle, swapped), 0 - vote(principle, pair), principle.id);
      }),
      { numRuns: 150 },
    );
  });

  it('abstain on English words when the responses are in another language', () => {
    const german = 'Es tut mir leid, aber ich bin nicht sicher, ob das der richtige Weg ist. Sorry, please, maybe.';
    const plain = 'Das ist der Weg zum Bahnhof, und er ist nicht weit von hier mit dem Rad zu fahren.';
    for (const { id, english } of bank)
      if (english) assert.equal(votes(id, 'Wo ist der Bahnhof?', german, plain), 0, id);
  });
});
