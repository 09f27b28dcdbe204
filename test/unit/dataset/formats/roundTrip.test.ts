import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Annotation, Comparison, Label } from '../../../../src/dataset/comparison.ts';
import { comparisonKey } from '../../../../src/dataset/comparisonKey.ts';
import type { Extra, Target } from '../../../../src/dataset/targets/target.ts';
import { targets } from '../../../../src/dataset/targets.ts';
import { writeTarget } from '../../../../src/dataset/writeTarget.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporaryFolder.ts';
import { rowsOf } from '../openFixture.ts';

const extensions = { lines: 'jsonl', csv: 'csv', 'annotated-pairs': 'json' } as const;

/** What a comparison holds beside its texts, chosen response first, as a target may keep it. */
type Held = Readonly<Record<Exclude<Extra, 'list'>, unknown>>;

function heldBy({ id, source, a, b, label, labelStrength, annotations }: Comparison): Held {
  const [first, second] = label === 'b' ? [b, a] : [a, b];
  const named = (said: Label | null): Label | null =>
    label !== 'b' ? said : said === 'a' ? 'b' : said === 'b' ? 'a' : said;
  return {
    id,
    source,
    models: [first.model, second.model],
    scores: [first.score, second.score],
    strength: labelStrength,
    // Their order says nothing.
    annotations: annotations
      .map(one => ({ ...one, label: named(one.label) }))
      .toSorted((x, y) => (x.annotator < y.annotator ? -1 : 1)),
  };
}

const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter(text => /^\S+$/u.test(text));
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });
const score = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map(value => (Object.is(value, -0) ? 0 : value));
const strength = fc.double({ min: 1e-6, max: 100, noNaN: true });

const annotations = (label: Label): fc.Arbitrary<readonly Annotation[]> =>
  fc
    .uniqueArray(
      fc.record({
        annotator: word,
        label: fc.constantFrom<Label>('a', 'b', 'tie', label),
        ...{ strength: maybe(strength), reason: maybe(word), time: maybe(word) },
      }),
      { selector: one => one.annotator, maxLength: 3 },
    )
    .map(all => all.map(one => defined(one)));

function defined<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined)) as T;
}

const comparison = (row: number): fc.Arbitrary<Comparison> =>
  fc.constantFrom<Label>('a', 'b').chain(label =>
    fc
      .record({
        question: word,
        texts: fc.uniqueArray(word, { minLength: 2, maxLength: 2 }),
        id: maybe(word),
        source: maybe(word),
        models: fc.tuple(maybe(word), maybe(word)),
        scores: maybe(fc.tuple(score, score)),
        labelStrength: maybe(strength),
        annotations: annotations(label),
      })
      .map(({ question, texts, models, scores, ...facts }) => {
        const side = (i: 0 | 1): Comparison['a'] => ({
          messages: [{ role: 'assistant', content: texts[i]! }],
          ...defined({ model: models[i], score: scores?.[i] }),
        });
        const sides = { prompt: [{ role: 'user', content: `${row}. ${question}` }], a: side(0), b: side(1) };
        return defined({
          row,
          line: row + 1,
          key: comparisonKey(sides),
          ...sides,
          label,
          fields: {},
          positioned: false,
          ...facts,
        }) as Comparison;
      }),
  );
const comparisons = fc.tuple(comparison(0), comparison(1), comparison(2));

/** Targets that hold annotators' labels as records of their own. */
const apart = ['arena'];
/** Targets that need an id and give one where there is none. */
const numbered = ['turbo', 'annotated-pairs'];

describe('an export that is read again', () => {
  let folder: TemporaryFolder;
  before(() => {
    folder = temporaryFolder();
  });
  after(() => folder.remove());

  const write = async (list: readonly Comparison[], target: Target, name: string): Promise<string> => {
    const path = join(folder.path, `${name}-${target.id}.${extensions[target.container]}`);
    await writeTarget(list, target, path);
    return path;
  };
  const read = async (path: string): Promise<Comparison[]> => {
    const rows = await rowsOf(path, { storage: join(folder.path, 'storage'), pairs: { kind: 'all' } });
    return rows.map(row => {
      assert.ok(row.kind === 'comparison');
      return row.comparison;
    });
  };

  for (const target of targets.filter(({ listwise, id }) => !listwise && !apart.includes(id))) {
    it(`${target.id}: holds all that it says it holds, and is the same file when written once more`, async () => {
      let held = 0;
      await fc.assert(
        fc.asyncProperty(comparisons, async all => {
          const list = all.filter(one => !('refused' in target.make([one])));
          if (list.length === 0) return;
          const path = await write(list, target, 'one');
          const again = await read(path);
          assert.equal(again.length, list.length);
          for (const [i, one] of again.entries()) {
            const [before, after] = [heldBy(list[i]!), heldBy(one)];
            for (const extra of target.keeps.filter(name => name !== 'list')) {
              if (extra === 'id' && before.id === undefined && numbered.includes(target.id)) continue;
              assert.deepEqual(after[extra], before[extra], extra);
              held++;
            }
          }
          const numberedAlike = again.map((one, i) => ({ ...one, row: list[i]!.row }));
          const twice = await write(numberedAlike, target, 'two');
          assert.equal(readFileSync(twice, 'utf8'), readFileSync(path, 'utf8'));
        }),
        { numRuns: 40 },
      );
      if (target.keeps.length > 0) assert.ok(held > 0);
    }).timeout(30_000);
  }

  it('arena: every annotator is a record, and all of them say what they said', async () => {
    const target = targets.find(({ id }) => id === 'arena')!;
    await fc.assert(
      fc.asyncProperty(comparisons, async list => {
        const again = await read(await write(list, target, 'one'));
        const said = list.flatMap(one =>
          (one.annotations.length > 0 ? one.annotations : [{ annotator: undefined, label: one.label }]).map(
            ({ annotator, label }) => [one.id, one.source, one.a.model, one.b.model, annotator, label],
          ),
        );
        assert.deepEqual(
          again.map(({ id, source, a, b, annotations: [only], label }) => [
            id,
            source,
            a.model,
            b.model,
            only?.annotator,
            label,
          ]),
          said,
        );
      }),
      { numRuns: 40 },
    );
  }).timeout(30_000);

  /** A ranking of distinct texts, some of them level, all pairs of it as comparisons. */
  const ranking = fc
    .tuple(fc.uniqueArray(word, { minLength: 2, maxLength: 5 }), fc.array(fc.nat(3), { minLength: 5, maxLength: 5 }))
    .filter(([texts, levels]) => new Set(levels.slice(0, texts.length)).size > 1);
  const pairsOfRanking = (
    [texts, levels]: readonly [readonly string[], readonly number[]],
    list: number,
  ): Comparison[] =>
    texts.flatMap((text, i) =>
      texts.slice(i + 1).map((other, j) => {
        const [x, y] = [levels[i]!, levels[i + 1 + j]!];
        const sides = {
          prompt: [{ role: 'user', content: `Question ${list}` }],
          a: { messages: [{ role: 'assistant', content: text }] },
          b: { messages: [{ role: 'assistant', content: other }] },
        };
        const label = x === y ? ('tie' as const) : x > y ? ('a' as const) : ('b' as const);
        const facts = { row: 0, line: 0, key: comparisonKey(sides), annotations: [], fields: {}, positioned: false };
        return { ...facts, ...sides, label, listId: `list ${list}` };
      }),
    );

  for (const target of targets.filter(({ listwise }) => listwise)) {
    it(`${target.id}: gives back every pair of every list, ties too, and the same file`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(ranking, { minLength: 1, maxLength: 3 }), async rankings => {
          const list = rankings.flatMap(pairsOfRanking).map((one, row) => ({ ...one, row, line: row + 1 }));
          const path = await write(list, target, 'one');
          const again = await read(path);
          const name = ({ prompt, a, b, label }: Comparison): string => {
            const [x, y] = [a, b].map(({ messages }) => messages[0]!.content);
            const [first, second] = label === 'b' || (label === 'tie' && x! > y!) ? [y, x] : [x, y];
            return JSON.stringify([prompt, first, second, label === 'tie']);
          };
          assert.deepEqual(again.map(name).toSorted(), list.map(name).toSorted());
          assert.equal(new Set(again.map(({ listId }) => listId)).size, rankings.length);
          assert.equal(readFileSync(await write(again, target, 'two'), 'utf8'), readFileSync(path, 'utf8'));
        }),
        { numRuns: 40 },
      );
    }).timeout(30_000);
  }
});
