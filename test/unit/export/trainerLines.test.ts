import assert from 'node:assert/strict';
import { targets } from '../../../src/dataset/targets.ts';
import type { Smoothing } from '../../../src/export/smoothing.ts';
import { trainerLines } from '../../../src/export/trainerLines.ts';

const context = { train: 'a.train.jsonl', test: 'a.test.jsonl', unpaired: null, margin: null };
const set: Smoothing = { kind: 'set', rate: '0.07', basis: 'About 7 % are wrong.' };
const unknown: Smoothing = { kind: 'unknown', basis: 'Nobody knows.' };
/** Formats that no trainer reads as they are. */
const untrained = ['fireworks', 'rewardbench', 'lipo', 'pro', 'hh', 'icai', 'arena', 'annotated-pairs'];

describe('lines for trainers', () => {
  for (const { id } of targets.filter(target => !untrained.includes(target.id))) {
    it(`${id}: names the file, gives the reason, and a value only where it is known`, () => {
      const known = trainerLines(id, { ...context, smoothing: set });
      const open = trainerLines(id, { ...context, smoothing: unknown });
      assert.ok(known.length > 0);
      const text = (all: typeof known): string => all.map(({ lines }) => lines).join('\n');
      if (id !== 'turbo') assert.match(text(known), /a\.train\.jsonl/);
      assert.doesNotMatch(text(open), /0\.\d|smoothing/);
      for (const [all, { basis }] of [
        [known, set],
        [open, unknown],
      ] as const) {
        assert.ok(
          all.some(({ why }) => why.includes(basis)),
          'the reason is missing',
        );
      }
      for (const { language, lines } of known) if (language === 'json') JSON.parse(lines);
    });
  }

  it('sets what each trainer takes', () => {
    const lines = (id: string): string =>
      trainerLines(id, { ...context, smoothing: set })
        .map(one => one.lines)
        .join('\n');
    assert.match(lines('trl'), /DPOConfig\(loss_type="robust", label_smoothing=0\.07\)/);
    assert.match(lines('trl'), /--model\.label_smoothing 0\.07/);
    assert.match(lines('axolotl'), /dpo_loss_type: \["robust"\]\ndpo_label_smoothing: 0\.07/);
    assert.match(lines('sharegpt'), /pref_loss: sigmoid\ndpo_label_smoothing: 0\.07/);
    assert.match(lines('ms-swift'), /--loss_type robust --label_smoothing 0\.07/);
    assert.match(lines('turbo'), /"label_smoothing": 0\.07/);
    for (const id of ['openai', 'nemo-rl', 'margin', 'trl-implicit', 'trl-unpaired', 'hindsight'])
      assert.doesNotMatch(lines(id), /0\.07/, id);
  });

  it('weighs good and bad responses by their numbers', () => {
    const of = (good: number, bad: number): string =>
      trainerLines('trl-unpaired', { ...context, smoothing: unknown, unpaired: { good, bad } })[0]!.lines;
    assert.match(of(50, 100), /desirable_weight=2\.000, undesirable_weight=1\.0/);
    assert.match(of(90, 60), /desirable_weight=1\.0, undesirable_weight=1\.500/);
    assert.match(of(10, 0), /KTOConfig\(\)/);
  });

  it('turns the margin on where there is one', () => {
    const of = (margin: string | null) => trainerLines('margin', { ...context, smoothing: unknown, margin });
    assert.match(of('From the ensemble.')[1]!.lines, /--model\.margin_loss_enable/);
    assert.match(of('From the ensemble.')[0]!.why.join(' '), /From the ensemble\./);
    assert.doesNotMatch(of(null)[1]!.lines, /margin/);
  });
});
