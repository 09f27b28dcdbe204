import { createHash } from 'node:crypto';
import type { ScriptedAnswer, ScriptedAsk } from '../../test/support/scriptedLlm.ts';

/** A model that knows rules by tests on the texts, with stated faults; it answers PairLens and ICAI, each in its own shape. */
export interface Judge {
  readonly rules: ReadonlyMap<string, (text: string) => number>;
  /** Share of votes turned round, and share of votes for what stands first whatever the texts. */
  readonly errors: number;
  readonly first: number;
}

const chance = (...words: readonly string[]): number =>
  createHash('sha256').update(words.join('\n')).digest().readUInt32BE() / 2 ** 32;

/** The vote of a rule on two texts in the order shown. Faults are drawn by rule and order, so every call of them errs alike. */
function vote({ rules, errors, first }: Judge, rule: string, a: string, b: string): 'A' | 'B' | 'N' {
  const test = rules.get(rule);
  const lead = test === undefined ? 0 : test(a) - test(b);
  if (lead === 0) return 'N';
  if (chance('first', rule, a, b) < first) return 'A';
  return lead > 0 !== chance('error', rule, a, b) < errors ? 'A' : 'B';
}

const between = (text: string, start: string, end: string): string => {
  const from = text.indexOf(start);
  const to = text.indexOf(end, from + start.length);
  return from < 0 || to < 0 ? '' : text.slice(from + start.length, to).trim();
};

const fenced = (text: string, name: string): string =>
  new RegExp(`<${name} [0-9a-z]+>\\n([\\s\\S]*?)\\n</${name} [0-9a-z]+>`, 'iu').exec(text)?.[1] ?? '';

/** Up to three rules that select the chosen text, in an order drawn by the texts. */
function explaining(judge: Judge, chosen: string, rejected: string): string[] {
  const found = [...judge.rules.keys()].filter(rule => vote(judge, rule, chosen, rejected) === 'A');
  return found.sort((x, y) => chance(x, chosen, rejected) - chance(y, chosen, rejected)).slice(0, 3);
}

/** Answers one question of either. */
export function answerOf(judge: Judge, { messages, body }: ScriptedAsk): ScriptedAnswer {
  const text = messages.map(({ content }) => content).join('\n');
  if (text.includes('Selected sample:')) {
    const chosen = between(text, 'Selected sample:', '\n\nOther sample:');
    const rejected = between(text, 'Other sample:', '\n\nGiven the data above');
    return { text: JSON.stringify({ principles: explaining(judge, chosen, rejected) }) };
  }
  if (text.includes('Sample A:')) {
    const a = between(text, 'Sample A:', '\n\nSample B:');
    const b = between(text, 'Sample B:', '\n\nGiven the samples data');
    const rules = [
      ...between(text, 'should be selected:', '\n\nAnswer in json').matchAll(/\d+: (['"])(.*?)\1(?=, \d+:|\})/gu),
    ];
    const words = { A: '"A"', B: '"B"', N: '"None"' };
    return { text: `{${rules.map(([, , rule], at) => `${at}: ${words[vote(judge, rule!, a, b)]}`).join(', ')}}` };
  }
  const [a, b] = [fenced(text, 'response-A'), fenced(text, 'response-B')];
  if (text.includes('Chosen: response')) {
    const isA = text.includes('Chosen: response A');
    return { text: JSON.stringify({ principles: explaining(judge, isA ? a : b, isA ? b : a) }) };
  }
  const listed = [...(/Rules:\n([\s\S]*?)\n\n/u.exec(text)?.[1] ?? '').matchAll(/^\d+\. (.+)$/gmu)];
  if (listed.length > 0) {
    const votes = listed.map(([, rule], at) => ({ at: at + 1, letter: vote(judge, rule!, a, b) }));
    const shown = text.includes('only those rules') ? votes.filter(({ letter }) => letter !== 'N') : votes;
    return { text: shown.length === 0 ? 'none' : shown.map(({ at, letter }) => `${at}${letter}`).join(' ') };
  }
  if (body.logprobs === true)
    return {
      text: 'yes',
      top: [
        { token: 'yes', logprob: -0.7 },
        { token: 'no', logprob: -0.7 },
      ],
    };
  return { text: text.includes('Answer with one letter') ? (chance(a, b) < 0.5 ? 'A' : 'B') : '{}' };
}
