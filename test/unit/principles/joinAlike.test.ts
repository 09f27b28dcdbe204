import assert from 'node:assert/strict';
import { bank } from '../../../src/principles/bank.ts';
import { joinAlike, type SentenceEncoder } from '../../../src/principles/model/joinAlike.ts';
import { turningOf } from '../../../src/principles/model/turning.ts';

const say = (rest: string): string => `Select the response that ${rest}.`;
const proposals = (...rests: readonly string[]) => rests.map((rest, row) => ({ text: say(rest), rows: [row] }));

/**
 * An encoder that knows what a sentence is about by its words: much that all sentences have in common, as real ones give, and a
 * direction of its own for each subject.
 */
function scripted(subjects: Readonly<Record<string, RegExp>>): SentenceEncoder {
  const names = Object.keys(subjects);
  return {
    name: 'Scripted',
    encode: async texts =>
      texts.map((text, at) => {
        const vector = new Float32Array(1 + names.length + bank.length);
        vector[0] = 3;
        const about = names.findIndex(name => subjects[name]!.test(text));
        vector[about < 0 ? 1 + names.length + (at % bank.length) : 1 + about] = 1;
        return vector.map(value => value / Math.sqrt(10));
      }),
  };
}

const kindness = scripted({ kind: /gentle|kind|warm/u, sea: /sea|wave/u, short: /short|brief|long|wordy/u });

describe('proposals that say the same', () => {
  it('are joined by an encoder, though they share no word, and what all sentences have in common joins none', async () => {
    const { clusters, joined } = await joinAlike(
      proposals('is gentle', 'shows warmth', 'tells of the sea', 'describes waves', 'is kind'),
      40,
      kindness,
    );
    assert.deepEqual(joined, { by: 'Scripted', why: null });
    const found = clusters.map(({ text, others, support }) => [[text, ...others].sort(), support]);
    assert.deepEqual(found, [
      [[say('is gentle'), say('is kind'), say('shows warmth')], 3],
      [[say('describes waves'), say('tells of the sea')], 2],
    ]);
  });

  it('are not joined where one is turned round, whatever the encoder makes of them', async () => {
    const { clusters } = await joinAlike(
      proposals('is short', 'is long', 'is brief', 'is kind', 'is not kind', 'avoids being kind'),
      40,
      kindness,
    );
    const found = clusters.map(({ text, others }) => [text, ...others].sort());
    assert.deepEqual(found, [
      [say('avoids being kind'), say('is not kind')],
      [say('is brief'), say('is short')],
      [say('is kind')],
      [say('is long')],
    ]);
  });

  it('are joined by their words without an encoder', async () => {
    const { clusters, joined } = await joinAlike(
      proposals(
        'explains the steps of the calculation',
        'explains steps of a calculation well',
        'is gentle',
        'is kind',
      ),
      40,
      null,
    );
    assert.equal(clusters.length, 3);
    assert.deepEqual(joined, { by: null, why: null });
  });

  it('are joined by their words where the encoder fails, and this is said; a cancel is no failure', async () => {
    const stop = new AbortController();
    const broken: SentenceEncoder = {
      name: 'Broken',
      encode: async () => {
        throw new Error('The file is damaged.');
      },
    };
    const { clusters, joined } = await joinAlike(proposals('is gentle', 'is kind'), 40, broken, stop.signal);
    assert.equal(clusters.length, 2);
    assert.deepEqual(joined, { by: null, why: "Broken can't be run: The file is damaged" });
    stop.abort(new Error('stopped'));
    await assert.rejects(joinAlike(proposals('is gentle', 'is kind'), 40, broken, stop.signal), /stopped/u);
  });
});

describe('what turns a sentence round', () => {
  it('is the same for wordings of one meaning', () => {
    for (const [one, other] of [
      ['is shorter', 'is more concise'],
      ['uses fewer words', 'is brief'],
      ['refuses to help', 'does not help'],
      ['does not refuse to help', 'helps'],
      ['is under control', 'is controlled'],
      ['uses plain language', 'uses simple words'],
    ] as const)
      assert.equal(turningOf(say(one)), turningOf(say(other)), `${one} / ${other}`);
  });

  it('differs for contraries and for conditions', () => {
    for (const [one, other] of [
      ['is formal', 'is informal'],
      ['is longer', 'is shorter'],
      ['is polite', 'is impolite'],
      ['agrees with the user', 'disagrees with the user'],
      ['is certain', 'is uncertain'],
      ['includes examples', 'includes no examples'],
      ['is free of errors', 'has errors'],
    ] as const)
      assert.notEqual(turningOf(say(one)), turningOf(say(other)), `${one} / ${other}`);
    assert.notEqual(turningOf(`When the prompt asks for code, ${say('is kind')}`), turningOf(say('is kind')));
  });
});
