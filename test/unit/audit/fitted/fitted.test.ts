import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EnsembleError } from '../../../../src/audit/fitted/ensembleError.ts';
import { readEnsemble, writeEnsemble } from '../../../../src/audit/fitted/ensembleFolder.ts';
import { LineCutter } from '../../../../src/audit/fitted/lineCutter.ts';
import { pack, unpack } from '../../../../src/audit/fitted/packArrays.ts';
import type { ScoredLine } from '../../../../src/audit/fitted/scoredLine.ts';
import { scoreStream } from '../../../../src/audit/fitted/scoreStream.ts';
import type { Comparison } from '../../../../src/dataset/comparison.ts';
import { comparisonKey } from '../../../../src/dataset/comparisonKey.ts';
import { chooseFormat } from '../../../../src/dataset/detectFormat.ts';
import { columnMembers } from '../../../../src/reward/columns/columnMembers.ts';
import { chosenMargin, type EnsembleResult } from '../../../../src/reward/ensembleResult.ts';
import { fitEnsemble } from '../../../../src/reward/fitted/fitEnsemble.ts';
import type { FittedEnsemble } from '../../../../src/reward/fitted/fittedEnsemble.ts';
import { Judge } from '../../../../src/reward/fitted/judge.ts';
import { judgesMember } from '../../../../src/reward/members/judgesMember.ts';
import type { Reviewed } from '../../../../src/reward/reviewed.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporaryFolder.ts';
import { listsWin } from '../../reward/comparisons.ts';
import { auditOf } from '../reportFixture.ts';

/** Real keys, as the dataset gives them. */
function keyed(comparisons: readonly Comparison[]): Comparison[] {
  return comparisons.map(comparison => ({ ...comparison, key: comparisonKey(comparison) }));
}

function near(actual: number | null, expected: number, what: string): void {
  if (Number.isNaN(expected)) assert.equal(actual, null, what);
  else assert.ok(actual !== null && Math.abs(actual - expected) < 1e-4, `${what}: ${actual} against ${expected}`);
}

/** What votes of measured principles, and one that nobody knows. */
const principles = ['bullets', 'unless-code-bullets', 'unheard-of'];

const habits = { prompts: true, openEnds: false };

function keep(ensemble: FittedEnsemble, path: string): Promise<void> {
  const { figures, principles: chosen } = auditOf([]);
  const kept = { ensemble, principles, habits, format: 'generic', map: null, version: '1' };
  return writeEnsemble(kept, { figures, principles: chosen }, path);
}

describe('a fitted ensemble', function () {
  this.timeout(120_000);
  let sample: Comparison[];
  let fitted: FittedEnsemble;
  let result: EnsembleResult;
  let folder: TemporaryFolder;

  before(async () => {
    const made = keyed(listsWin(240, 3).comparisons);
    // Some labels are wrong, one is missing, and some comparisons carry scores.
    sample = made.map((c, i) => ({
      ...c,
      label: i === 7 ? null : i % 9 === 0 ? (c.label === 'a' ? 'b' : 'a') : c.label,
      ...(i % 2 === 0 && { a: { ...c.a, score: c.label === 'a' ? 4 : 2 }, b: { ...c.b, score: 3 } }),
    }));
    ({ fitted, result } = await fitEnsemble(sample, { seed: 4, seeds: 2 }));
  });

  beforeEach(() => {
    folder = temporaryFolder();
  });

  afterEach(() => folder.remove());

  const line = ({ prompt, a, b, label }: Comparison): string =>
    JSON.stringify({
      prompt: prompt[0]!.content,
      response_a: a.messages[0]!.content,
      response_b: b.messages[0]!.content,
      label,
      ...(a.score !== undefined && { score_a: a.score, score_b: b.score }),
    });

  it('judges its sample as the audit of the same run did, out of fold', async () => {
    const judged = await new Judge(fitted).judge(sample);
    assert.equal(fitted.members.length, 5);
    assert.ok(judged.places.every((place, i) => place === i));
    for (const [i] of sample.entries()) {
      near(Number.isNaN(judged.p[i]!) ? null : judged.p[i]!, result.p[i]!, `p of ${i}`);
      near(judged.margin[i]!, result.margin[i]!, `margin of ${i}`);
      for (const [m, { id }] of fitted.members.entries()) {
        const member = result.members.find(r => r.id === id)!;
        const said = chosenMargin(judged.margins[m]!, judged.labels, i);
        near(Number.isNaN(said) ? null : said, chosenMargin(member.margins, result.labels, i), `${id} of ${i}`);
      }
    }
  });

  it("keeps the file's columns and judges, whose weights come from anchors of other folds", async () => {
    const opined = sample.map((c, i): Comparison => {
      const [own, other] = c.label === 'b' ? (['b', 'a'] as const) : (['a', 'b'] as const);
      const says = i % 4 === 0 ? other : own;
      return {
        ...c,
        fields: { rm_a: (i * 7) % 11, rm_b: (i * 5) % 13, pick: i % 5 === 0 ? 'tie' : says },
        opinions: {
          one: says,
          'one|swap': i % 3 === 0 ? 'b' : says,
          ...(i % 2 === 0 && { two: 'a', 'two|swap': other }),
        },
      };
    });
    const reviews = opined.map((_, i): Reviewed | null =>
      i % 6 === 1 ? { given: 'blind', recorded: 'a', verdict: i % 4 === 1 ? 'a' : 'b' } : null,
    );
    const members = [judgesMember, ...columnMembers(opined, [{ name: 'pick' }])];
    const kept = await fitEnsemble(opined, { seed: 4, seeds: 2, members, reviews });
    const path = join(folder.path, 'ensemble');
    await keep(kept.fitted, path);
    const judge = new Judge((await readEnsemble(path)).ensemble);
    const [all, strangers] = [
      await judge.judge(opined),
      await judge.judge(opined.slice(0, 9).map(c => ({ ...c, key: 'f'.repeat(32) }))),
    ];
    assert.deepEqual(
      kept.fitted.members.map(({ id }) => id),
      ['judges', 'column-rm', 'column-pick'],
    );
    const [panel] = kept.fitted.members[0]!.heads;
    assert.ok(panel?.kind === 'judges');
    assert.notDeepEqual(panel.panel.weights[0], panel.panel.weights[1]);
    for (const [m, { margins }] of kept.result.members.entries()) {
      for (const i of opined.keys()) {
        const said = all.margins[m]![i]!;
        near(Number.isNaN(said) ? null : said, margins![i]!, `member ${m} of ${i}`);
      }
      assert.ok(strangers.margins[m]!.some(said => said !== 0));
    }
  });

  it('does not depend on which comparisons are judged together', async () => {
    const judge = new Judge(fitted);
    const [all, apart] = [await judge.judge(sample), await judge.judge([sample[5]!])];
    assert.equal(apart.p[0], all.p[5]);
    assert.equal(apart.margin[0], all.margin[5]);
  });

  it('judges comparisons that it never met by all heads, and tells lists from none', async () => {
    const { comparisons, truth } = listsWin(150, 99);
    const judged = await new Judge(fitted).judge(keyed(comparisons));
    assert.ok(judged.places.every(place => place < 0));
    const right = judged.margin.filter((m, i) => m * truth[i]! > 0).length;
    assert.ok(right > 130, `${right} of 150`);
  });

  it('keeps the heads that saw a label away from it', async () => {
    // The same comparison under another key is judged by all heads, four fifths of which have learnt its label.
    const stranger = sample.map(c => ({ ...c, key: 'f'.repeat(32) }));
    const judge = new Judge(fitted);
    const [own, other] = [await judge.judge(sample), await judge.judge(stranger)];
    const wrong = sample.flatMap((_, i) => (i % 9 === 0 && i !== 7 ? [i] : []));
    const mean = (p: Float64Array): number => wrong.reduce((sum, i) => sum + p[i]!, 0) / wrong.length;
    assert.ok(mean(other.p) > mean(own.p), `${mean(other.p)} with, ${mean(own.p)} without`);
  });

  it('comes back from its folder as it was, from another place too', async () => {
    const path = join(folder.path, 'ensemble');
    await keep(fitted, path);
    const { ensemble, format } = await readEnsemble(path);
    assert.equal(format, 'generic');
    const [before, after] = [await new Judge(fitted).judge(sample), await new Judge(ensemble).judge(sample)];
    assert.deepEqual(after.p, before.p);
    assert.deepEqual(after.margins, before.margins);
    const again = keep(fitted, path);
    await assert.rejects(again, EnsembleError);
  });

  it('refuses folders that are damaged or made to harm, with what to do', async () => {
    const path = join(folder.path, 'ensemble');
    await keep(fitted, path);
    const head = join(path, 'ensemble.json');
    const text = readFileSync(head, 'utf8');
    const refused = async (why: RegExp): Promise<void> => {
      await assert.rejects(readEnsemble(path), (error: unknown) => {
        assert.ok(error instanceof EnsembleError);
        assert.match(error.message, why);
        return true;
      });
    };
    const changed = (change: (head: { ensemble: Record<string, unknown> }) => void): void => {
      const parsed = JSON.parse(text) as { ensemble: Record<string, unknown> };
      change(parsed);
      writeFileSync(head, JSON.stringify(parsed));
    };
    changed(h => (h.ensemble.comparisons = 1e9));
    await refused(/as many keys as comparisons do not fit.*Fit it again/);
    changed(h => (h.ensemble.keys = { $: ['Uint8Array', 0, 1e12] }));
    await refused(/ends behind the file/);
    changed(h => (h.ensemble.keys = { $: ['constructor', 0, 1] }));
    await refused(/no proper place/);
    changed(h => delete h.ensemble.mix);
    await refused(/does not hold together/);
    changed(h => (h.ensemble.slopes = ['x']));
    await refused(/slopes do not fit/);
    writeFileSync(head, '{"pairlensEnsemble": 3}');
    await refused(/another version/);
    writeFileSync(head, 'null');
    await refused(/another version/);
    writeFileSync(head, '{');
    await refused(/not JSON/);
    writeFileSync(head, text);
    const arrays = join(path, 'arrays.bin');
    const bytes = readFileSync(arrays);
    bytes[100]! ^= 1;
    writeFileSync(arrays, bytes);
    await refused(/not the file that ensemble.json was written with/);
    rmSync(arrays);
    await refused(/arrays.bin can't be read/);
  });

  it('refuses trees that never come to an end', async () => {
    const path = join(folder.path, 'ensemble');
    const circling = fitted.members.map(member => ({
      ...member,
      heads: member.heads.map(head =>
        head.kind === 'forest' || head.kind === 'boosted'
          ? { ...head, trees: head.trees.map(trees => trees.map(tree => ({ ...tree, left: tree.left.map(() => 0) }))) }
          : head,
      ),
    }));
    const ensemble = { ...fitted, members: circling };
    await keep(ensemble, path);
    await assert.rejects(readEnsemble(path), /splits of forest do not fit/);
  });

  it('answers every line of a stream, however it is cut, blank and malformed ones too', async () => {
    const input = [line(sample[0]!), '', '{"prompt": 1', line(sample[3]!), '{}', line(sample[7]!)].join('\r\n');
    const choose = () => chooseFormat('stdin', [JSON.parse(line(sample[0]!))], {});
    const scored = async (size: number): Promise<ScoredLine[]> => {
      const bytes = Buffer.from(input);
      const chunks = async function* () {
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
      };
      const texts: string[] = [];
      const count = await scoreStream(chunks(), async text => void texts.push(text), {
        ensemble: fitted,
        principles,
        habits,
        choose,
      });
      assert.deepEqual(count, { lines: 6, malformed: 3 });
      return texts
        .join('')
        .trimEnd()
        .split('\n')
        .map(text => JSON.parse(text) as ScoredLine);
    };
    const lines = await scored(1 << 20);
    assert.deepEqual(await scored(7), lines);
    assert.deepEqual(
      lines.map(l => ('error' in l ? 'error' : l.sampled)),
      [true, 'error', 'error', true, 'error', true],
    );
    assert.deepEqual(
      lines.map(l => l.line),
      [1, 2, 3, 4, 5, 6],
    );
    const third = lines[3]!;
    assert.ok('p' in third);
    near(third.p, result.p[3]!, 'p');
    near(third.preference_strength, result.preferenceStrength[3]!, 'preference strength');
    near(third.spread, result.spread[3]!, 'spread');
    near(third.p_wrong, result.pWrong[3]!, 'p_wrong');
    const unlabelled = lines[5]!;
    assert.ok('p' in unlabelled && unlabelled.p === null && unlabelled.margin !== null);
  });

  it('reads no further than it could write', async () => {
    let read = 0;
    const input = async function* () {
      for (const c of sample.slice(0, 20)) {
        read++;
        yield Buffer.from(`${line(c)}\n`);
      }
    };
    const choose = () => chooseFormat('stdin', [JSON.parse(line(sample[0]!))], {});
    let free: () => void = () => undefined;
    const full = new Promise<void>(resolve => (free = resolve));
    let writes = 0;
    const write = async (): Promise<void> => {
      writes++;
      if (writes === 3) await full;
    };
    const running = scoreStream(input(), write, { ensemble: fitted, principles, habits, choose });
    while (writes < 3) await new Promise(resolve => setImmediate(resolve));
    for (let turn = 0; turn < 50; turn++) await new Promise(resolve => setImmediate(resolve));
    assert.equal(read, 3);
    free();
    assert.equal((await running).lines, 20);
  });
});

describe('a cutter of lines', () => {
  it('holds the beginning only of a line that is too long', () => {
    const cutter = new LineCutter(4);
    const lines = [...cutter.push(Buffer.from('abcdefgh')), ...cutter.push(Buffer.from('ij\nk\n\nl')), ...cutter.end()];
    assert.deepEqual(
      lines.map(({ line, bytes, length }) => [line, bytes.toString(), length]),
      [
        [1, 'abcd', 10],
        [2, 'k', 1],
        [3, '', 0],
        [4, 'l', 1],
      ],
    );
  });
});

describe('packed arrays', () => {
  it('come back as they were, each written once', () => {
    const shared = Float64Array.from([1.5, Number.NaN]);
    const value = { a: shared, b: [shared, Int16Array.from([-1, 7, 3])], c: { d: 'x', e: null, f: true } };
    const { json, bytes } = pack(value);
    assert.equal(bytes.length, 16 + 8);
    assert.deepEqual(unpack(JSON.parse(JSON.stringify(json)), bytes), value);
  });
});
