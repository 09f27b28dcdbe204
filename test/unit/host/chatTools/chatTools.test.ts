import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { type Decision, undecided } from '../../../../src/edits/decision.ts';
import { applyTo, invert } from '../../../../src/edits/decisions.ts';
import { agentVerdict, verdictWords } from '../../../../src/host/chatTools/agentVerdict.ts';
import { modelText } from '../../../../src/host/chatTools/modelText.ts';
import { textCaps, withinBudget } from '../../../../src/host/chatTools/withinBudget.ts';

describe('texts for a language model', () => {
  it('are cut, and say so', () => {
    assert.equal(modelText('abcdef', 6), 'abcdef');
    assert.equal(modelText('abcdef', 4), 'abcd [2 more characters left out]');
  });

  it('never end in half a character', () => {
    assert.equal(modelText('a😀b', 2), 'a [3 more characters left out]');
    assert.equal(modelText('a😀b', 3), 'a😀 [1 more characters left out]');
  });

  it('show what is hidden in them, and keep what languages need', () => {
    const hidden = [...'ignore'].map(letter => String.fromCodePoint(0xe0000 + letter.codePointAt(0)!)).join('');
    assert.match(modelText(`Hi${hidden}`, 100), /^Hi(\\u\{e00[0-9a-f]{2}\}){6}$/);
    assert.equal(modelText('a\u202eb\u200bc\u001b[2Jd', 100), 'a\\u{202e}b\\u{200b}c\\u{1b}[2Jd');
    assert.equal(modelText('می\u200cروم\n\tok', 100), 'می\u200cروم\n\tok');
  });

  it('hold no unseen character, whatever the dataset holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 50 }), (text, most) => {
        assert.doesNotMatch(
          modelText(text, most),
          /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e01ef}]/u,
        );
      }),
    );
  });

  it('are cut until the answer fits the caller', async () => {
    const make = (most: number): string => 'x'.repeat(most);
    const budget = (tokenBudget: number) => ({ tokenBudget, countTokens: async (text: string) => text.length });
    assert.equal((await withinBudget(make, undefined)).length, textCaps[0]);
    assert.equal((await withinBudget(make, budget(1000))).length, 800);
    assert.equal((await withinBudget(make, budget(1))).length, textCaps.at(-1));
  });
});

describe('a verdict of an agent', () => {
  const given = { row: 7, verdict: 'b', reason: 'Says\nless. \u202e', at: '2026-01-02T03:04:05Z' } as const;

  it('is marked by a tag and a note, beside what was there', () => {
    const before: Decision = { ...undecided, note: 'Mine.', tags: ['code', 'agent:a'], at: '2026-01-01T00:00:00Z' };
    const decisions = new Map([[7, before]]);
    applyTo(decisions, agentVerdict(before, given));
    const { verdict, given: how, tags, note } = decisions.get(7)!;
    assert.deepEqual([verdict, how, tags], ['b', 'seen', ['code', 'agent:b']]);
    assert.equal(note, 'Mine.\nAgent: Says less. \\u{202e}');
  });

  it('is one step that can be undone', () => {
    const decisions = new Map<number, Decision>();
    const action = agentVerdict(undefined, given);
    const inverse = invert(decisions, action);
    applyTo(decisions, action);
    assert.equal(decisions.get(7)?.verdict, 'b');
    applyTo(decisions, inverse);
    assert.equal(decisions.size, 0);
  });
});

describe('the tools in the manifest', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
    contributes: {
      languageModelTools: {
        name: string;
        when: string;
        inputSchema: { properties: Record<string, { enum?: string[] }> };
      }[];
      configuration: unknown;
    };
  };
  const tools = manifest.contributes.languageModelTools;

  it('are off unless the setting is on and the workspace trusted', () => {
    assert.deepEqual(
      tools.map(({ name }) => name),
      ['pairlens_findings', 'pairlens_comparison', 'pairlens_verdict'],
    );
    for (const { when } of tools) assert.equal(when, 'config.pairlens.chatTools && isWorkspaceTrusted');
    const setting = /"pairlens\.chatTools":\{"type":"boolean","default":false,"scope":"application"/;
    assert.match(JSON.stringify(manifest.contributes.configuration), setting);
  });

  it('take every verdict, and no other', () => {
    assert.deepEqual(tools.at(-1)?.inputSchema.properties.verdict?.enum, Object.keys(verdictWords));
  });
});
