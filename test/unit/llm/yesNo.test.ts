import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readChatReply } from '../../../src/llm/chat/chatReply.ts';
import type { TokenLogprob } from '../../../src/llm/languageModel.ts';
import { yesNo } from '../../../src/llm/yesNo.ts';

const place = (tokens: Readonly<Record<string, number>>): readonly TokenLogprob[] =>
  Object.entries(tokens).map(([token, p]) => ({ token, logprob: Math.log(p) }));

describe('log-odds of yes over no', () => {
  it('adds up all spellings', () => {
    const given = yesNo({
      top: [place({ Yes: 0.4, ' yes': 0.1, ĠYES: 0.05, '▁y': 0.05, No: 0.2, '"no': 0.1, Maybe: 0.1 })],
    });
    assert.equal(given?.bound, 'exact');
    assert.ok(Math.abs(given.logOdds - Math.log(0.6 / 0.3)) < 1e-9);
    assert.ok(Math.abs(given.mass - 0.9) < 1e-9);
  });

  it('gives a bound where one word is missing', () => {
    const least = yesNo({ top: [place({ Yes: 0.9, Sure: 0.05, Of: 0.01 })] });
    assert.equal(least?.bound, 'at-least');
    assert.ok(Math.abs(least.logOdds - Math.log(90)) < 1e-9);
    const most = yesNo({ top: [place({ no: 0.9, Sure: 0.1 })] });
    assert.equal(most?.bound, 'at-most');
    assert.ok(most.logOdds < 0);
  });

  it('skips white space and quotes before the answer', () => {
    const top = [place({ '\n\n': 1 }), place({ '"': 0.9, Yes: 0.1 }), place({ No: 0.8, Yes: 0.2 })];
    assert.ok(Math.abs(yesNo({ top })!.logOdds - Math.log(0.25)) < 1e-9);
  });

  it('says nothing where neither word is among the tokens, or no tokens are given', () => {
    assert.equal(yesNo({ top: null }), null);
    assert.equal(yesNo({ top: [] }), null);
    assert.equal(yesNo({ top: [place({ Well: 0.7, Not: 0.3 })] }), null);
  });

  it('turns its sign when the words change places', () => {
    const p = fc.double({ min: 1e-9, max: 1, noNaN: true });
    fc.assert(
      fc.property(p, p, p, (yes, no, other) => {
        const a = yesNo({ top: [place({ Yes: yes, No: no, Hm: other })] })!;
        const b = yesNo({ top: [place({ Yes: no, No: yes, Hm: other })] })!;
        assert.ok(Math.abs(a.logOdds + b.logOdds) < 1e-9);
        assert.ok(Number.isFinite(a.logOdds));
      }),
    );
  });

  it('takes no number for a probability that is none', () => {
    const place = JSON.parse(
      '{"token": "x", "top_logprobs": [{"token": "No", "logprob": -1e999}, {"token": "Yes", "logprob": -1}]}',
    );
    const reply = readChatReply({ choices: [{ message: { content: 'Yes' }, logprobs: { content: [place] } }] });
    assert.equal(yesNo(reply)?.bound, 'at-least');
    assert.equal(yesNo(reply)?.logOdds, 0);
  });
});
