import assert from 'node:assert/strict';
import type { Comparison, Label, Message } from '../../../src/dataset/comparison.ts';
import { writeDecision } from '../../../src/dataset/writeDecision.ts';
import { type Decision, judgement, type TextRef, undecided } from '../../../src/edits/decision.ts';
import { comparisonOf, fixture, opened } from './openFixture.ts';

/** Files that hold chosen and rejected: a flip exchanges the sides. */
const sided = [
  'hh.jsonl',
  'trl-explicit.jsonl',
  'trl-implicit.jsonl',
  'trl-conversational.jsonl',
  'trl-dialogues.jsonl',
  'trl-mixed.jsonl',
  'trl-rated.jsonl',
  'trl-messages.jsonl',
  'openai.jsonl',
  'stackexchange.jsonl',
  'pos-neg.jsonl',
  'turbo.jsonl',
  'response-chosen.jsonl',
  'sharegpt-turns.jsonl',
  'v1-messages.jsonl',
  'ms-swift.jsonl',
  'ms-swift-messages.jsonl',
  'rlaif-v.jsonl',
  'axolotl.jsonl',
  'alpaca.jsonl',
  'fireworks.jsonl',
  'trajectory.jsonl',
  'hindsight.jsonl',
];
/** Texts that hold their prompt are parted anew after an edit, so the laws of edits don't hold for them. */
const implicit = 'trl-implicit.jsonl';
/** Files that hold a label, and the verdicts that they have a code for. */
const labelled: Readonly<Record<string, readonly Label[]>> = {
  'arena.jsonl': ['a', 'b', 'tie', 'both_bad'],
  'icai.csv': ['a', 'b', 'tie', 'both_bad'],
  'icai-input.csv': ['a', 'b', 'tie', 'both_bad'],
  'generic-responses.jsonl': ['a', 'b', 'tie'],
  'generic-winner.csv': ['a', 'b', 'tie', 'both_bad'],
  'generic-completions.jsonl': ['a', 'b', 'tie', 'both_bad'],
  'generic-graded.json': ['a', 'b', 'tie'],
  'generic-answers.jsonl': ['a', 'b'],
  'generic-texts.tsv': ['a', 'b', 'tie', 'both_bad'],
  'shp.jsonl': ['a', 'b'],
  'summaries.jsonl': ['a', 'b'],
  'summaries-news.jsonl': ['a', 'b'],
  'saferlhf.jsonl': ['a', 'b'],
  'arena-parts.jsonl': ['a', 'b', 'tie', 'both_bad'],
  'lmsys.csv': ['a', 'b', 'tie'],
};
/** Files whose texts have no place in the record that an edit could be written to. */
const fixed = ['lmsys.csv'];

const verdict = (value: Decision['verdict']): Decision => ({ ...undecided, ...judgement(value, 'seen') });

describe('every format', () => {
  for (const file of sided) {
    it(`flips a record of ${file}, and flips it back byte for byte`, async () => {
      await withRows(file, (dataset, row, bytes, before) => {
        assert.equal(before.label, 'a');
        const flipped = writeDecision(bytes, verdict('b'), dataset).bytes;
        const after = comparisonOf(dataset.parse(row, flipped));
        assert.deepEqual(after.a, before.b);
        assert.deepEqual(after.b, before.a);
        assert.deepEqual(after.prompt, before.prompt);
        assert.equal(after.key, before.key);
        assert.deepEqual(writeDecision(flipped, verdict('b'), dataset).bytes, bytes);
      });
    });

    it(`says that ${file} can't hold a tie, and leaves the record alone`, async () => {
      await withRows(file, (dataset, _row, bytes) => {
        for (const [value, words] of [
          ['tie', 'a tie'],
          ['both_bad', 'that both responses are bad'],
        ] as const) {
          assert.deepEqual(writeDecision(bytes, verdict(value), dataset), { bytes, notExpressed: [words] });
        }
      });
    });
  }

  for (const [file, possible] of Object.entries(labelled)) {
    it(`writes the labels ${possible.join(', ')} into ${file}`, async () => {
      await withRows(file, (dataset, row, bytes, before) => {
        for (const value of ['a', 'b', 'tie', 'both_bad'] as const) {
          const { bytes: written, notExpressed } = writeDecision(bytes, verdict(value), dataset);
          const after = comparisonOf(dataset.parse(row, written));
          assert.equal(after.label, possible.includes(value) ? value : before.label);
          assert.equal(notExpressed.length, possible.includes(value) ? 0 : 1);
          assert.deepEqual(
            [after.a, after.b, after.prompt, after.key],
            [before.a, before.b, before.prompt, before.key],
          );
        }
        const same = writeDecision(bytes, verdict(before.label), dataset).bytes;
        assert.deepEqual(same, bytes, 'the recorded label changes nothing');
      });
    });
  }

  for (const file of [...sided.filter(name => name !== implicit), ...Object.keys(labelled)]) {
    it(`writes an edit of each text of ${file} and of nothing else, or says that it can't`, async () => {
      let written = 0;
      await withRows(file, (dataset, row, bytes, before) => {
        for (const ref of refs(before)) {
          const text = 'Edited, "quoted"; é\n— twice';
          const result = writeDecision(bytes, { ...undecided, texts: { [ref]: text } }, dataset);
          if (result.notExpressed.length > 0) {
            assert.deepEqual(result, { bytes, notExpressed: [`the edited text ${ref}`] });
            continue;
          }
          written++;
          const after = comparisonOf(dataset.parse(row, result.bytes));
          const expected = withText(before, ref, text);
          assert.deepEqual([after.prompt, after.a, after.b], [expected.prompt, expected.a, expected.b], ref);
          assert.equal(after.promptB, undefined);
          assert.notEqual(after.key, before.key);
          assert.deepEqual(after.fields, before.fields);
        }
      });
      assert.ok(fixed.includes(file) ? written === 0 : written >= 4, `${written} edits were written`);
    });
  }

  it('flips and edits one record at once', async () => {
    for (const file of sided.filter(name => name !== implicit)) {
      await withRows(file, (dataset, row, bytes, before) => {
        if (refusesEdits(before)) return;
        const decision: Decision = { ...verdict('b'), texts: { 'a/0': 'was chosen', 'b/0': 'was rejected' } };
        const { bytes: written, notExpressed } = writeDecision(bytes, decision, dataset);
        assert.deepEqual(notExpressed, []);
        const after = comparisonOf(dataset.parse(row, written));
        const text = (messages: readonly Message[]): string | undefined => messages[0]?.content.trim();
        assert.equal(text(after.a.messages), 'was rejected', file);
        assert.equal(text(after.b.messages), 'was chosen', file);
      });
    }
  });

  it('never lets drop or later touch a record', async () => {
    for (const file of [...sided, ...Object.keys(labelled)]) {
      await withRows(file, (dataset, _row, bytes) => {
        for (const value of ['drop', 'later', null] as const) {
          assert.deepEqual(writeDecision(bytes, verdict(value), dataset), { bytes, notExpressed: [] });
        }
      });
    }
  });
});

/** A message that holds a tool call and no text has no place for one. */
function refusesEdits({ a, b }: Comparison): boolean {
  return [...a.messages, ...b.messages].some(message => message.toolCalls);
}

type Visit = (dataset: Awaited<ReturnType<typeof opened>>, row: number, bytes: Buffer, before: Comparison) => void;

async function withRows(file: string, visit: Visit): Promise<void> {
  const dataset = await opened(fixture(file));
  try {
    for (let row = 0; row < dataset.rowCount; row++) {
      const bytes = await dataset.readBytes(row);
      visit(dataset, row, bytes, comparisonOf(dataset.parse(row, bytes)));
    }
  } finally {
    await dataset.close();
  }
}

function refs({ prompt, a, b }: Comparison): TextRef[] {
  return [
    ...prompt.map((_, i): TextRef => `prompt/${i}`),
    ...a.messages.map((_, i): TextRef => `a/${i}`),
    ...b.messages.map((_, i): TextRef => `b/${i}`),
  ];
}

function withText(comparison: Comparison, ref: TextRef, content: string): Comparison {
  const [part, index] = ref.split('/') as ['prompt' | 'a' | 'b', string];
  const edit = (messages: readonly Message[]): Message[] =>
    messages.map((message, i) => (i === Number(index) ? { ...message, content } : message));
  if (part === 'prompt') return { ...comparison, prompt: edit(comparison.prompt) };
  return { ...comparison, [part]: { ...comparison[part], messages: edit(comparison[part].messages) } };
}
