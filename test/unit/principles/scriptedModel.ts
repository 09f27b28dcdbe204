import { createHash } from 'node:crypto';
import type { Answer, Ask, LanguageModel } from '../../../src/llm/languageModel.ts';
import type { Judged, JudgeVote } from '../../support/scriptedJudge.ts';

/** Whether a response has what a rule selects. */
export type RuleTest = (response: string) => number;

/** A model that votes by tests on the texts, with stated faults. The same question always has the same answer. */
export interface ScriptedOptions {
  /** By the sentence of the rule; a rule that is not here never applies. */
  readonly rules: Readonly<Record<string, RuleTest>>;
  /** Sentences that it may propose; all of `rules` unless said. */
  readonly proposes?: readonly string[];
  /** Share of votes that are turned round, and of votes that are for what stands first whatever the texts. */
  readonly errors?: number;
  readonly first?: number;
  /** Votes in place of `rules`, `errors` and `first`; rules are then known by name only. */
  readonly judge?: (judged: Judged) => JudgeVote;
  readonly logprobs?: boolean;
  /** Replaces an answer. */
  readonly instead?: (ask: Ask, answer: string) => string;
}

/** A scripted model that counts its calls. */
export interface ScriptedModel extends LanguageModel {
  readonly asked: Ask[];
}

/** A number in [0, 1) that depends on nothing but the words. */
function chance(...words: readonly string[]): number {
  return createHash('sha256').update(words.join('\n')).digest().readUInt32BE() / 2 ** 32;
}

function fenced(content: string, name: string): string[] {
  return [...content.matchAll(new RegExp(`<${name} [0-9a-z]+>\\n([\\s\\S]*?)\\n</${name} [0-9a-z]+>`, 'giu'))].map(
    match => match[1]!,
  );
}

export function scriptedModel({
  rules,
  proposes = Object.keys(rules),
  errors = 0,
  first = 0,
  judge,
  logprobs = false,
  instead = (_, answer) => answer,
}: ScriptedOptions): ScriptedModel {
  const asked: Ask[] = [];
  const vote = (rule: string, a: string, b: string): 'A' | 'B' | 'N' => {
    if (judge !== undefined) {
      const letters = { first: 'A', second: 'B', neither: 'N' } as const;
      return letters[judge({ rule, first: a, second: b })];
    }
    const test = rules[rule];
    const lead = test === undefined ? 0 : test(a) - test(b);
    if (lead === 0) return 'N';
    if (chance('first', rule, a, b) < first) return 'A';
    return lead > 0 !== chance('error', rule, a, b) < errors ? 'A' : 'B';
  };
  const answerTo = (ask: Ask): { text: string; top: Answer['top'] } => {
    const system = ask.messages[0]!.content;
    const content = ask.messages.at(-1)!.content;
    const [as, bs] = [fenced(content, 'response-A'), fenced(content, 'response-B')];
    if (ask.schema?.name === 'principles') {
      const chosen = [...content.matchAll(/Chosen: response ([AB])\./gu)].map(match => match[1]);
      const explaining = proposes.filter(
        rule =>
          as.every((a, at) => vote(rule, a, bs[at]!) === chosen[at] || as.length > 2) &&
          as.some((a, at) => vote(rule, a, bs[at]!) === chosen[at]),
      );
      const order = explaining.sort((x, y) => chance(x, content) - chance(y, content)).slice(0, 3);
      return { text: `Here:\n\`\`\`json\n${JSON.stringify({ principles: order })}\n\`\`\``, top: null };
    }
    if (ask.maxTokens === 1) {
      const [response] = fenced(content, 'response');
      const said = /"It (.+)\." Is that so\?/u.exec(content)![1]!;
      const test = rules[`Select the response that ${said}.`];
      const odds = test === undefined ? -1 : test(response!) + (chance('noise', said, response!) - 0.5) * errors * 4;
      const yes = 1 / (1 + Math.exp(-odds));
      return {
        text: yes > 0.5 ? 'yes' : 'no',
        top: [
          [
            { token: 'yes', logprob: Math.log(yes) },
            { token: ' no', logprob: Math.log(1 - yes) },
          ],
        ],
      };
    }
    const listed = [...(/Rules:\n([\s\S]*?)\n\n/u.exec(system)?.[1] ?? '').matchAll(/^\d+\. (.+)$/gmu)].map(m => m[1]!);
    if (listed.length === 0) {
      const rule = Object.keys(rules)[0]!;
      const letter = vote(rule, as[0]!, bs[0]!);
      return { text: letter === 'N' ? 'A' : letter, top: null };
    }
    const votes = listed.map((rule, at) => [at + 1, vote(rule, as[0]!, bs[0]!)] as const);
    const shown = /only those rules/u.test(system) ? votes.filter(([, letter]) => letter !== 'N') : votes;
    return { text: shown.length === 0 ? 'none' : shown.map(([at, letter]) => `${at}${letter}`).join(' '), top: null };
  };
  return {
    name: 'scripted',
    identity: 'scripted',
    abilities: { schema: true, logprobs },
    context: null,
    asked,
    async ask(ask, signal) {
      signal?.throwIfAborted();
      asked.push(ask);
      await Promise.resolve();
      const { text, top } = answerTo(ask);
      return {
        text: instead(ask, text),
        top: logprobs ? top : null,
        usage: { input: 100, cached: 0, output: 10, counted: 'estimate' },
        finish: 'stop',
      };
    },
  };
}
