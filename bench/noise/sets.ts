import { join } from 'node:path';
import type { Comparison, Message } from '../../src/dataset/comparison.ts';
import { Random } from '../../src/reward/random.ts';
import { readRecords } from '../support/sharedData.ts';
import { flipped, type NoisySet } from './noisySet.ts';

const tenSeeds = Array.from({ length: 10 }, (_, seed) => seed);

interface Sides {
  readonly prompt: readonly Message[];
  readonly a: string;
  readonly b: string;
  readonly better: 1 | -1;
  readonly modelA?: string;
  readonly modelB?: string;
}

function comparison(sides: Sides, row: number): Comparison {
  const response = (text: string, model: string | undefined) => ({
    messages: [{ role: 'assistant', content: text }],
    ...(model === undefined ? {} : { model }),
  });
  return {
    row,
    line: row + 1,
    key: String(row),
    prompt: sides.prompt,
    a: response(sides.a, sides.modelA),
    b: response(sides.b, sides.modelB),
    label: sides.better > 0 ? 'a' : 'b',
    annotations: [],
    positioned: false,
    fields: {},
  };
}

function flippedSet(id: string, name: string, sides: readonly Sides[]): NoisySet {
  const truth = Int8Array.from(sides, s => s.better);
  return {
    id,
    name,
    comparisons: sides.map(comparison),
    seeds: tenSeeds,
    clean: truth,
    noisy: seed => ({ labels: flipped(truth, 0.2, new Random(9176 + seed)), truth }),
  };
}

/** HH-RLHF: two transcripts with a common beginning, cut at the last "Assistant:" that they share. */
export function hhSet(folder: string, id: string): NoisySet {
  const records = readRecords<{ chosen: string; rejected: string }>(join(folder, `${id}.test.jsonl.gz`));
  const sides = records.map(({ chosen, rejected }): Sides => {
    let common = 0;
    while (common < chosen.length && common < rejected.length && chosen[common] === rejected[common]) common++;
    const marker = '\n\nAssistant:';
    const cut = chosen.slice(0, common).lastIndexOf(marker);
    const end = cut < 0 ? 0 : cut + marker.length;
    const prompt = chosen
      .slice(0, Math.max(cut, 0))
      .split(/\n\n(?=Human:|Assistant:)/)
      .filter(turn => turn.trim() !== '')
      .map(turn => ({
        role: turn.trimStart().startsWith('Assistant:') ? 'assistant' : 'user',
        content: turn.replace(/^\s*(?:Human|Assistant):\s?/, ''),
      }));
    return { prompt, a: chosen.slice(end).trim(), b: rejected.slice(end).trim(), better: 1 };
  });
  return flippedSet(id, id, sides);
}

interface UkpRecord {
  readonly topic: string;
  readonly stance: string;
  readonly a1: string;
  readonly a2: string;
  readonly gold: string;
  readonly votes: readonly { readonly vote: string }[];
}

/** UKPConvArg1: one random vote is the label, the gold label the truth; pairs with a tie are dropped. */
export function ukpSet(folder: string): NoisySet {
  const records = readRecords<UkpRecord>(join(folder, 'ukpconvarg1.votes.jsonl.gz')).filter(
    r => r.gold === 'a1' || r.gold === 'a2',
  );
  const votes = records.map(r => ({
    a: r.votes.filter(v => v.vote === 'a1').length,
    b: r.votes.filter(v => v.vote === 'a2').length,
    equal: r.votes.filter(v => v.vote === 'equal').length,
  }));
  const truth = Int8Array.from(records, r => (r.gold === 'a1' ? 1 : -1));
  return {
    id: 'ukp',
    name: 'UKPConvArg1, one random vote',
    comparisons: records.map((r, row) =>
      comparison({ prompt: [{ role: 'user', content: `${r.topic}: ${r.stance}` }], a: r.a1, b: r.a2, better: 1 }, row),
    ),
    seeds: [0, 1, 2],
    votes,
    noisy: seed => {
      const draw = new Random(4211 + seed);
      return {
        labels: Int8Array.from(votes, ({ a, b }) => (draw.next() < a / (a + b) ? 1 : -1)),
        truth,
      };
    },
  };
}

interface PandaRecord {
  readonly cmp_key: string;
  readonly instruction: string;
  readonly input: string;
  /** Text; six records hold a JSON boolean instead. */
  readonly response1: string | boolean;
  readonly response2: string | boolean;
  readonly annotator1: number;
  readonly annotator2: number;
  readonly annotator3: number;
}

/** PandaLM: majority of three annotators, ties and three-way splits dropped. */
export function pandaSet(folder: string): NoisySet {
  const sides: Sides[] = [];
  for (const r of readRecords<PandaRecord>(join(folder, 'pandalm.3-annotators.json.gz'))) {
    const votes = [r.annotator1, r.annotator2, r.annotator3];
    const first = votes.filter(v => v === 1).length;
    const second = votes.filter(v => v === 2).length;
    if (first < 2 && second < 2) continue;
    const [modelA, modelB] = r.cmp_key.split('_');
    sides.push({
      prompt: [{ role: 'user', content: r.input === '' ? r.instruction : `${r.instruction}\n${r.input}` }],
      a: String(r.response1),
      b: String(r.response2),
      better: first >= 2 ? 1 : -1,
      ...(modelA && modelB ? { modelA, modelB } : {}),
    });
  }
  return flippedSet('pandalm', 'PandaLM', sides);
}

interface ArenaRecord {
  readonly model_a: string;
  readonly model_b: string;
  readonly winner: string;
  readonly conversation_a: readonly Message[];
  readonly conversation_b: readonly Message[];
}

/** MT-bench: decisive human votes; the responses are the assistant's turns. */
export function mtBenchSet(folder: string): NoisySet {
  const sides: Sides[] = [];
  for (const r of readRecords<ArenaRecord>(join(folder, 'mt-bench-human.arena.jsonl.gz'))) {
    if (r.winner !== 'model_a' && r.winner !== 'model_b') continue;
    const said = (messages: readonly Message[]): string =>
      messages
        .filter(m => m.role === 'assistant')
        .map(m => m.content)
        .join('\n\n');
    sides.push({
      prompt: r.conversation_a.filter(m => m.role === 'user'),
      a: said(r.conversation_a),
      b: said(r.conversation_b),
      better: r.winner === 'model_a' ? 1 : -1,
      modelA: r.model_a,
      modelB: r.model_b,
    });
  }
  return flippedSet('mt-bench', 'MT-bench human', sides);
}

interface LlmBarRecord {
  readonly input: string;
  readonly output_1: string;
  readonly output_2: string;
  readonly gold?: number;
}

/** LLMBar: 419 instructions with an objective gold label. */
export function llmBarSet(folder: string): NoisySet {
  const sides = readRecords<LlmBarRecord>(join(folder, 'llmbar.judges.jsonl.gz'))
    .filter(r => r.gold === 1 || r.gold === 2)
    .map(
      (r): Sides => ({
        prompt: [{ role: 'user', content: r.input }],
        a: r.output_1,
        b: r.output_2,
        better: r.gold === 1 ? 1 : -1,
      }),
    );
  return flippedSet('llmbar', 'LLMBar', sides);
}
