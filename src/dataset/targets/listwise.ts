import type { Comparison, Message, Response } from '../comparison.ts';
import { responseHash } from '../comparisonKey.ts';
import { chatMessages } from './messages.ts';
import type { Made, Target } from './target.ts';

/** Responses to one prompt, the best first; `level` as far as the comparisons tell: equal ones share one. */
interface Ordered {
  readonly prompt: readonly Message[];
  readonly responses: readonly (Response & { readonly level: number })[];
}

/** Puts the comparisons of a list in one order, or says why there is none. */
function ordered(comparisons: readonly Comparison[]): Ordered | { readonly refused: string } {
  const first = comparisons[0]!;
  if (comparisons.some(({ promptB }) => promptB)) return { refused: 'the two sides have different prompts' };
  if (comparisons.some(({ a, b }) => [...a.messages, ...b.messages].some(({ images }) => images)))
    return { refused: 'it holds pictures' };
  const responses = new Map<string, Response>();
  const better = new Map<string, Set<string>>();
  for (const { a, b, label } of comparisons) {
    const [hashA, hashB] = [responseHash(a), responseHash(b)];
    responses.set(hashA, a).set(hashB, b);
    if (label === 'tie') continue;
    if (label !== 'a' && label !== 'b') return { refused: 'a comparison of the list has no chosen response' };
    const [won, lost] = label === 'a' ? [hashA, hashB] : [hashB, hashA];
    better.set(lost, (better.get(lost) ?? new Set()).add(won));
  }
  // Longest chain of better ones above a response: its place in the order.
  const depth = new Map<string, number>();
  const under = new Set<string>();
  const depthOf = (hash: string): number | null => {
    const known = depth.get(hash);
    if (known !== undefined) return known;
    if (under.has(hash)) return null;
    under.add(hash);
    let deepest = 0;
    for (const above of better.get(hash) ?? []) {
      const over = depthOf(above);
      if (over === null) return null;
      deepest = Math.max(deepest, over + 1);
    }
    under.delete(hash);
    depth.set(hash, deepest);
    return deepest;
  };
  for (const hash of responses.keys()) if (depthOf(hash) === null) return { refused: 'its comparisons go in a circle' };
  const list = [...responses].map(([hash, response]) => ({ ...response, level: -depth.get(hash)! }));
  if (list.every(({ level }) => level === 0)) return { refused: 'a tie, which has no chosen response' };
  return { prompt: first.prompt, responses: list.toSorted((x, y) => y.level - x.level) };
}

/** The score of a response: its own, where all have one, or else how far from the worst it stands. */
function scores({ responses }: Ordered): number[] {
  if (responses.every(({ score }) => score !== undefined)) return responses.map(({ score }) => score!);
  const lowest = Math.min(...responses.map(({ level }) => level));
  return responses.map(({ level }) => level - lowest);
}

/** NeMo-RL: `completions` with ranks, 0 the best. Two are a pair for DPO, more are a list. */
export const nemoRlTarget: Target = {
  id: 'nemo-rl',
  name: 'NeMo-RL: context, completions with ranks (pairs, or whole lists)',
  container: 'lines',
  keeps: ['list'],
  listwise: true,
  make(comparisons): Made {
    const list = ordered(comparisons);
    if ('refused' in list) return list;
    if (list.prompt.length === 0) return { refused: 'it has no prompt' };
    const completions = list.responses.map(({ messages, level }) => ({
      rank: -level,
      completion: chatMessages(messages),
    }));
    return { records: [{ context: chatMessages(list.prompt), completions }] };
  },
};

/** Listwise, as LiPO takes it: the responses of a prompt with a score each. */
export const lipoTarget: Target = {
  id: 'lipo',
  name: 'Listwise (LiPO): prompt, responses, scores',
  container: 'lines',
  keeps: ['list', 'scores'],
  listwise: true,
  make(comparisons): Made {
    const list = ordered(comparisons);
    if ('refused' in list) return list;
    const responses = list.responses.map(({ messages }) => chatMessages(messages));
    return { records: [{ prompt: chatMessages(list.prompt), responses, scores: scores(list) }] };
  },
};

/** PRO: for each response the prompt (`prefix`, in pieces with marks of the turns), the text (`suffix`) and its reward. */
export const proTarget: Target = {
  id: 'pro',
  name: 'Listwise (PRO): prefix, suffix, reward, sft_index',
  container: 'lines',
  keeps: ['list', 'scores'],
  listwise: true,
  make(comparisons): Made {
    const list = ordered(comparisons);
    if ('refused' in list) return list;
    const marks: Readonly<Record<string, string>> = { user: '<|prompter|>', assistant: '<|assistant|>' };
    if (list.prompt.some(({ role, toolCalls }) => !Object.hasOwn(marks, role) || toolCalls))
      return { refused: 'PRO has no place for system messages and tools' };
    if (list.responses.some(({ messages }) => messages.length !== 1))
      return { refused: 'a response is more than one message' };
    const prefix = [...list.prompt.flatMap(({ role, content }) => [marks[role]!, content]), marks.assistant!];
    return {
      records: [
        {
          prefix: list.responses.map(() => prefix),
          suffix: list.responses.map(({ messages }) => messages[0]!.content),
          reward: scores(list),
          sft_index: 0,
        },
      ],
    };
  },
};
