import assert from 'node:assert/strict';
import type { Comparison, Message } from '../../../src/dataset/comparison.ts';
import { DatasetVectors } from '../../../src/reward/encoder/datasetVectors.ts';
import { Encoder, type Vectors } from '../../../src/reward/encoder/encoder.ts';
import { type Topicality, topicalityOf } from '../../../src/reward/encoder/topicality.ts';
import { runEnsemble } from '../../../src/reward/ensemble.ts';
import type { Finding } from '../../../src/reward/finding.ts';
import { findAll } from '../../../src/reward/findings/findAll.ts';
import { relevanceMember } from '../../../src/reward/members/relevanceMember.ts';
import { Pace } from '../../../src/reward/pace.ts';
import { prepare } from '../../../src/reward/prepared.ts';
import { reasonText } from '../../../src/reward/reason.ts';
import { textFacts } from '../../../src/reward/text/textFacts.ts';
import { written } from './comparisons.ts';

const width = 64;

/** Stands for a sentence encoder: the vector of a text counts its words, in 64 places by their hashes. */
class WordCounts extends Encoder {
  constructor() {
    super(
      {
        id: 'word-counts',
        name: 'Word counts',
        licence: 'MIT',
        folder: '/nowhere',
        graph: { path: 'model.onnx', sha256: '', bytes: 0 },
        tokenizer: { path: 'tokenizer.json', sha256: '', bytes: 0 },
        others: [],
        precision: 'fp32',
        recipe: { kind: 'encoder', pooling: 'mean', prefix: '', maxLength: 64 },
        source: 'test',
      },
      { device: 'cpu', cache: null },
    );
  }

  override async encode(texts: readonly string[]): Promise<Vectors> {
    const values = new Float32Array(texts.length * width);
    for (const [i, text] of texts.entries()) {
      const row = values.subarray(i * width, (i + 1) * width);
      for (const hash of textFacts(text).words.hashes) row[(hash >>> 0) % width]! += 1;
      const length = Math.hypot(...row) || 1;
      for (let j = 0; j < width; j++) row[j]! /= length;
    }
    const run = { device: 'cpu', why: '', seconds: 0, texts: texts.length, computed: texts.length, truncated: 0 };
    return { width, values, run };
  }
}

/** A word for a subject's part: of consonants and vowels, no two alike. */
function word(subject: number, part: number): string {
  const syllables = 'ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu'.split(' ');
  const n = subject * 4 + part;
  return `${syllables[n % 20]}${syllables[Math.floor(n / 20) % 20]}${syllables[(7 * n) % 20]}`;
}

const ask = (s: number): string => `How do I mend a ${word(s, 0)} ${word(s, 1)} that has lost its ${word(s, 2)}?`;
const answer = (s: number): string =>
  `Take the ${word(s, 0)} apart, clean the ${word(s, 1)}, then put a ${word(s, 2)} back. A good ${word(s, 1)} needs a ${word(s, 3)}.`;
const second = (s: number): string =>
  `Without a new ${word(s, 2)} the ${word(s, 0)} stays broken; ask for a ${word(s, 3)} where the ${word(s, 1)} was sold.`;

/** Sixty comparisons on sixty subjects; what `odd` gives takes the place of a response b. */
function dataset(odd: Readonly<Record<number, string>> = {}): Comparison[] {
  return written(...Array.from({ length: 60 }, (_, s) => ({ prompt: ask(s), a: answer(s), b: odd[s] ?? second(s) })));
}

const folds = { count: 2, of: new Uint8Array(60) };
const task = (comparisons: readonly Comparison[]) => ({
  comparisons,
  labels: new Int8Array(comparisons.length),
  textFolds: folds,
  pairFolds: folds,
  seed: 3,
});

async function audit(comparisons: readonly Comparison[]): Promise<readonly (readonly Finding[])[]> {
  const members = [relevanceMember(new DatasetVectors(new WordCounts()))];
  return findAll(comparisons, await runEnsemble(comparisons, { seed: 1, seeds: 1, members }));
}

/** Off-topic findings, by row. */
function offTopic(found: readonly (readonly Finding[])[]): Map<number, Finding> {
  return new Map(found.flatMap((all, i) => all.filter(({ kind }) => kind === 'off-topic').map(f => [i, f] as const)));
}

describe('off-topic by an encoder', () => {
  it('is a response that is nearer to another prompt, scored by how many are nearer to its own', async () => {
    const found = offTopic(await audit(dataset({ 7: answer(31), 20: second(44) })));
    assert.deepEqual([...found.keys()], [7, 20]);
    for (const finding of found.values()) {
      const { score, reason, figures } = finding;
      assert.ok(score >= 0.2 && score <= 1);
      assert.equal(figures['nearer responses'], score);
      assert.equal(figures['nearer than the other'], 0);
      assert.match(
        reasonText(reason),
        /^One response \(B\) is far from the prompt in meaning: of random responses .* \d+ % are nearer/,
      );
    }
  });

  it('is nothing in a file where every response is on its subject', async () => {
    assert.equal(offTopic(await audit(dataset())).size, 0);
  });

  it('is found in a file without any labels too', async () => {
    const unlabelled = dataset({ 7: answer(31) }).map(c => ({ ...c, label: null }));
    assert.deepEqual([...offTopic(await audit(unlabelled)).keys()], [7]);
  });

  const excused = {
    'a refusal':
      'I’m sorry, but I cannot help you with that, and I would rather not say anything more about the matter.',
    'an answer that nothing is known':
      'Honestly not sure, friend: nobody whom we met knows anything about such matters, as far as anyone can tell these days.',
    'a very short answer': 'Buy a new one.',
    'a question back':
      'Could you please say a little more about what happened before all of this, and about when it began?',
    code: '```\nfor (let i = 0; i < count; i++) total += weights[i] * values[i];\nreturn total / count;\n```',
    'another language':
      'Zuerst nimmt man alles vorsichtig auseinander und reinigt es gründlich, danach baut man es wieder zusammen.',
    'a copy of the prompt': `${ask(7)} ${ask(7)}`,
  };
  for (const [what, text] of Object.entries(excused)) {
    it(`is not ${what}`, async () => {
      const comparisons = dataset({ 7: text });
      assert.deepEqual([...offTopic(await audit(comparisons)).keys()], []);
      // Only the copy is near: the others would be findings, were they not excused.
      const { nearer } = await topicality(comparisons);
      const { items } = await prepare(comparisons, new Pace());
      assert.equal(nearer[items.b[7]!]! >= 0.2, what !== 'a copy of the prompt', `${nearer[items.b[7]!]}`);
    });
  }

  it('is not a response to what an earlier turn asked', async () => {
    const turns = (...contents: readonly string[]): Message[] =>
      contents.map((content, i) => ({ role: i % 2 === 0 ? 'user' : 'assistant', content }));
    const lately = dataset().map((c, s) => ({
      ...c,
      prompt: turns(ask(s), 'There is more to say. Go on?', 'Yes please'),
    }));
    assert.equal(offTopic(await audit(lately)).size, 0);
    const forgetful = lately.map((c, s) => (s === 7 ? { ...c, b: dataset({ 7: answer(31) })[7]!.b } : c));
    assert.deepEqual([...offTopic(await audit(forgetful)).keys()], [7]);
  });

  it('is not said where both responses are far: the prompt may be at fault', async () => {
    const odd = dataset({ 7: answer(31) }).map((c, s) => (s === 7 ? { ...c, a: dataset()[44]!.a } : c));
    assert.equal(offTopic(await audit(odd)).size, 0);
  });
});

async function topicality(comparisons: readonly Comparison[]): Promise<Topicality> {
  const vectors = new DatasetVectors(new WordCounts());
  const asked = task(comparisons);
  const pace = new Pace();
  const { values: responses } = await vectors.responses(asked);
  const { values: turns } = await vectors.prompts(asked);
  return topicalityOf({ prepared: await prepare(comparisons, pace), width, responses, turns }, asked.seed, pace);
}

describe('how far responses are from their prompts', () => {
  it('is near the share that comparing with every other response gives', async () => {
    const comparisons = dataset({ 7: answer(31), 20: second(44), 33: 'Nobody can say.' });
    const vectors = new DatasetVectors(new WordCounts());
    const { nearest, nearer } = await topicality(comparisons);
    const { items } = await prepare(comparisons, new Pace());
    const { values: responses } = await vectors.responses(task(comparisons));
    const { values: turns } = await vectors.prompts(task(comparisons));
    const cosine = (prompt: number, item: number): number => {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += turns[3 * prompt * width + j]! * responses[item * width + j]!;
      return sum;
    };
    for (const [item, prompt] of items.promptOf.entries()) {
      const own = cosine(prompt, item);
      const others = [...items.promptOf.keys()].filter(other => items.promptOf[other] !== prompt);
      const share = others.filter(other => cosine(prompt, other) > own).length / others.length;
      assert.ok(Math.abs(nearest[item]! - own) < 1e-12);
      assert.ok(Math.abs(nearer[item]! - share) < 0.15, `${nearer[item]} against ${share}`);
    }
  });

  it('is not known where all responses answer one prompt, or prompts are empty', async () => {
    const one = written(...Array.from({ length: 60 }, (_, s) => ({ a: answer(s), b: second(s) })));
    const none = dataset().map(c => ({ ...c, prompt: [] }));
    for (const comparisons of [one, none]) {
      const { nearer } = await topicality(comparisons);
      assert.ok(nearer.every(Number.isNaN));
      assert.equal(offTopic(await audit(comparisons)).size, 0);
    }
  });
});
