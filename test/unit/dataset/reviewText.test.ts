import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type AddedPlace, KeyPlaces } from '../../../src/dataset/keyPlaces.ts';
import { changedReview, reviewLines } from '../../../src/dataset/reviewText.ts';
import { firstAdded } from '../../../src/edits/addition.ts';
import { ReviewChange } from '../../../src/edits/reviewChange.ts';

const key = 'a'.repeat(32);
const other = 'b'.repeat(32);
const places = (...added: AddedPlace[]): KeyPlaces => new KeyPlaces(new Map([[key, added]]));
const line = (occurrence: number, reviewer: string, more: object = {}): string =>
  JSON.stringify({ key, occurrence, line: 1, verdict: 'tie', reviewer, at: '2026-01-02T03:04:05Z', ...more });
const [first, second] = [firstAdded, firstAdded + 1];

describe('places of comparisons with the same texts', () => {
  it('and their occurrence numbers are one to one, wherever some were added', () => {
    const arrangement = fc.array(fc.nat({ max: 6 }), { maxLength: 5 }).map(before => before.toSorted((x, y) => x - y));
    fc.assert(
      fc.property(arrangement, before => {
        const held = places(...before.map((at, i) => ({ row: firstAdded + i, before: at })));
        // The file in full, as a list of places.
        const file: number[] = [];
        for (let own = 0; own <= 8; own++) {
          for (const [i, at] of before.entries()) if (at === own) file.push(firstAdded + i);
          file.push(own);
        }
        for (const [occurrence, place] of file.entries()) {
          assert.equal(held.placeOf(key, occurrence), place);
          assert.equal(held.occurrenceOf(key, place), occurrence);
        }
        assert.equal(held.occurrenceOf(key, firstAdded + before.length), null);
        assert.equal(held.placeOf(other, 3), 3);
      }),
    );
  });

  it('are the same whatever order the keys are told in', () => {
    const one: readonly [string, AddedPlace[]] = [key, [{ row: first, before: 1 }]];
    const two: readonly [string, AddedPlace[]] = [other, [{ row: second, before: 0 }]];
    assert.equal(new KeyPlaces(new Map([one, two])).equals(new KeyPlaces(new Map([two, one]))), true);
    assert.equal(new KeyPlaces(new Map([one])).equals(KeyPlaces.plain), false);
    assert.equal(new KeyPlaces(new Map([[key, []]])).equals(KeyPlaces.plain), true);
  });
});

describe('a review file that changes', () => {
  it('numbers the lines of all reviewers anew, and drops those about what is gone', () => {
    const content = [line(0, 'ada'), line(1, 'bea'), line(2, 'bea'), line(1, 'cyd')].map(text => `${text}\n`).join('');
    const changed = changedReview(content, ReviewChange.none, KeyPlaces.plain, places({ row: first, before: 1 }));
    const said = (text: string) =>
      reviewLines(text).lines.map(({ line: read }) => `${read.reviewer} ${read.occurrence}`);
    assert.deepEqual(said(changed), ['ada 0', 'bea 2', 'bea 3', 'cyd 2']);
    const withOwn = `${changed}${line(1, 'ada')}\n`;
    assert.equal(
      changedReview(withOwn, ReviewChange.none, places({ row: first, before: 1 }), KeyPlaces.plain),
      content,
    );
  });

  it('keeps what it can’t read, fields that it does not know, and lines that stay, byte for byte', () => {
    const odd =
      '{"key":"' + key + '", "occurrence": 0, "line": 1, "verdict": null, "reviewer": "ada", "at": "t", "x": [1]}';
    const content = `\uFEFF<<<<<<< HEAD\r\n${odd}\n\n${line(1, 'bea', { mood: 'good' })}\n`;
    const changed = changedReview(content, ReviewChange.none, KeyPlaces.plain, places({ row: first, before: 1 }));
    assert.equal(changed, `<<<<<<< HEAD\n${odd}\n${line(2, 'bea', { mood: 'good' })}\n`);
  });

  it('takes out exactly what a merge brought, also where it was numbered anew since', () => {
    const brought = [line(0, 'bea'), line(1, 'bea')].map((text, place) => ({ text, place }));
    const merged = ReviewChange.none.with({ add: brought, remove: [] });
    const own = `${line(0, 'ada')}\n`;
    const before = places({ row: first, before: 0 });
    const content = changedReview(own, merged, KeyPlaces.plain, before);
    assert.deepEqual(
      reviewLines(content).lines.map(({ line: read }) => read.occurrence),
      [1, 1, 2],
    );
    const back = ReviewChange.none.with({ add: [], remove: brought });
    assert.equal(changedReview(content, back, before, KeyPlaces.plain), own);
    // A line that says the same of another comparison stays.
    const twin = ReviewChange.none.with({ add: [], remove: [brought[1]!] });
    assert.equal(
      changedReview(`${own}${line(0, 'bea')}\n`, twin, KeyPlaces.plain, KeyPlaces.plain),
      `${own}${line(0, 'bea')}\n`,
    );
  });
});
