import assert from 'node:assert/strict';
import fc from 'fast-check';
import { list, numbered, optional, record } from '../../../src/llm/parse/composites.ts';
import { parseAnswer } from '../../../src/llm/parse/parseAnswer.ts';
import { choice, flag, integer, text } from '../../../src/llm/parse/scalars.ts';
import type { Shape } from '../../../src/llm/parse/shape.ts';

const principles = record({ principles: list(text()) });
const votes = numbered(3, choice(['A', 'B', 'neither'], { null: 'neither', both: 'neither', '-': 'neither' }));

function read<T>(answer: string, shape: Shape<T>): T | string {
  const parsed = parseAnswer(answer, shape);
  return parsed.ok ? parsed.value : parsed.trouble;
}

describe('reading the answers of language models', () => {
  const twice: readonly (readonly [string, string])[] = [
    ['strict JSON', '{"principles": ["is short", "is kind"]}'],
    ['a fence', '```json\n{"principles": ["is short", "is kind"]}\n```'],
    ['prose around', 'Sure! [Here] they are:\n{"principles": ["is short", "is kind"]}\nHope {that} helps.'],
    ['a Python dict', "{'principles': ['is short', 'is kind',],}"],
    ['keys without quotes', '{principles: [is short, is kind]}'],
    ['a wrong key', '{"rules": ["is short", "is kind"]}'],
    ['a key in another case', '{"Principles": ["is short", "is kind"]}'],
    ['a bare list', '["is short", "is kind"]'],
    ['one wrapping more', '{"answer": {"principles": ["is short", "is kind"]}}'],
    ['thoughts before', '<think>{"principles": ["no"]}</think>{"principles": ["is short", "is kind"]}'],
    ['missing commas', '{"principles": [\n"is short"\n"is kind"\n]}'],
    ['comments', '{"principles": [ // two\n"is short", /* and */ "is kind"]}'],
    ['a cut end', '{"principles": ["is short", "is kind", "is cu'],
    ['a cut fence', '```json\n{"principles": ["is short", "is kind"'],
    ['numbered keys', '{"principles": {"1": "is short", "2": "is kind"}}'],
  ];
  for (const [name, answer] of twice) {
    it(`takes ${name}`, () => assert.deepEqual(read(answer, principles), { principles: ['is short', 'is kind'] }));
  }

  it('says how it was read', () => {
    const how = (answer: string): string => {
      const parsed = parseAnswer(answer, principles);
      return parsed.ok ? parsed.how : parsed.trouble;
    };
    assert.equal(how('{"principles": []}'), 'strict');
    assert.equal(how("{'principles': ['a']}"), 'loose');
    assert.equal(how('{"principles": ["a", "b'), 'truncated');
    assert.equal(how('I cannot do that.'), 'the answer holds no JSON');
    assert.equal(how('{"x": 1, "y": 2}'), 'the answer has another shape than asked for');
    assert.equal(how('  '), 'the answer is empty');
    assert.equal(how('<think>well'), 'the answer is empty');
  });

  it('takes what is set over several lines, with commas too many', () => {
    for (const answer of [
      '{\n  "a": {\n    "principles": [\n      "is short"\n    ]\n  },\n}',
      '{"principles"\n\n : ["is short"\n ],}',
    ])
      assert.deepEqual(read(answer, principles), { principles: ['is short'] });
  });

  it('keeps quotes that a model forgot to escape', () => {
    assert.deepEqual(read('{"principles": ["says "please" first", "b"]}', principles), {
      principles: ['says "please" first', 'b'],
    });
    assert.deepEqual(read("{'principles': ['doesn't lecture']}", principles), { principles: ["doesn't lecture"] });
  });

  it('reads votes by number, in whatever way they are written', () => {
    const wanted = new Map([
      [1, 'A'],
      [2, 'B'],
      [3, 'neither'],
    ]);
    for (const answer of [
      '{"1": "A", "2": "B", "3": "neither"}',
      "{1: 'a', 2: 'b', 3: None}",
      '{"rule_1": "A.", "rule 2": "(B)", "#3": null}',
      '["A", "B", "-"]',
      '{"votes": {"1": "A", "2": "B", "3": "both"}}',
    ]) {
      assert.deepEqual(read(answer, votes), wanted, answer);
    }
    assert.deepEqual(read('{"1": "A", "2": "maybe", "9": "B"}', votes), new Map([[1, 'A']]));
  });

  it('reads numbers and flags written as text, and leaves out what can’t be read', () => {
    const shape = record({ id: integer(1, 9), sure: flag(), note: optional(text(5)) }, { id: ['number'] });
    assert.deepEqual(read('{"number": "rule 3", "sure": "Yes", "note": "abcdefgh"}', shape), {
      id: 3,
      sure: true,
      note: 'abcde',
    });
    assert.deepEqual(read('{"id": 3.0, "sure": false}', record({ id: integer(1, 9), sure: flag() })), {
      id: 3,
      sure: false,
    });
    assert.equal(typeof read('{"id": 3.5, "sure": false}', shape), 'string');
    assert.equal(typeof read('{"id": 30, "sure": false}', shape), 'string');
    assert.deepEqual(read('["1", "2 or 3", 4, 99]', list(integer(1, 9))), [1, 4]);
    assert.equal(read('B.', choice(['A', 'B'])), 'B');
  });

  it('gives the server a strict schema', () => {
    assert.deepEqual(principles.schema, {
      type: 'object',
      properties: { principles: { type: 'array', items: { type: 'string' }, maxItems: 1000 } },
      required: ['principles'],
      additionalProperties: false,
    });
  });

  it('reads any value that JSON can write, whole or cut', () => {
    const any = record({ values: list(text(100_000)) });
    const word = fc.string({ minLength: 1 }).map(value => `x${value}`.trim());
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), fc.nat(), (values, where) => {
        const written = JSON.stringify({ values });
        assert.deepEqual(read(written, any), { values });
        const cut = parseAnswer(written.slice(0, where % written.length), any);
        if (!cut.ok) return;
        assert.deepEqual(cut.value.values, values.slice(0, cut.value.values.length));
      }),
    );
  });

  it('never throws, whatever it is given', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        '"',
        "'",
        ':',
        ',',
        '\\',
        '//',
        '/*',
        '\n',
        ' ',
        '```',
        '<think>',
        '</think>',
        '__proto__',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), pieces => {
        parseAnswer(pieces.join(''), principles);
        parseAnswer(pieces.join(''), votes);
      }),
      { numRuns: 500 },
    );
  });

  it('is not drawn in by hostile answers', () => {
    const hostile = [
      '['.repeat(300_000),
      '{"a":'.repeat(80_000),
      '"'.repeat(400_000),
      '{"'.repeat(200_000),
      `{"a": "${' " '.repeat(130_000)}`,
      '<'.repeat(400_000),
      `[${'1,'.repeat(200_000)}`,
      `{a${' '.repeat(399_000)}`,
      '[/*'.repeat(130_000),
      `["${'\\u00'.repeat(80_000)}`,
    ];
    // Quadratic time would take minutes here; mocha's limit stands for that.
    for (const answer of hostile)
      for (const shape of [principles, votes, list(integer(1, 9))]) parseAnswer(answer, shape as Shape<unknown>);
    assert.equal(read('{"__proto__": {"x": 1}, "principles": ["a"]}', principles) instanceof Object, true);
    assert.equal(({} as { x?: number }).x, undefined);
  });
});
