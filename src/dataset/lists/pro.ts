import type { Message } from '../comparison.ts';
import { asNumber, own } from '../ownValue.ts';
import { listFacts } from './listFacts.ts';
import type { ListItem, ListReader } from './listReader.ts';

/** PRO (preference ranking optimisation): for each response its prompt in pieces, its text and its reward. */
export const pro: ListReader = {
  id: 'pro',
  name: 'Listwise (PRO): prefix, suffix, reward',
  trait: 'have `prefix`, `suffix` and `reward`, one of each for every response',
  test: record => held(record) !== null,
  read(record) {
    const lists = held(record);
    if (!lists) return '`prefix`, `suffix` and `reward` are no lists of one length';
    const prompts = lists.prefix.map(promptOf);
    const [prompt] = prompts;
    if (!prompt) return '`prefix` is not in pieces that are marked <|prompter|> and <|assistant|>';
    if (prompts.some(other => JSON.stringify(other) !== JSON.stringify(prompt)))
      return 'the responses do not share their prompt, so they are no list';
    const items: ListItem[] = [];
    for (const [i, text] of lists.suffix.entries()) {
      const reward = asNumber(lists.reward[i]);
      if (typeof text !== 'string' || reward === undefined)
        return `response number ${i + 1} is no text, or has no reward`;
      items.push({ messages: [{ role: 'assistant', content: text }], level: reward, score: reward });
    }
    return [{ prompt, items, facts: listFacts(record, ['prefix', 'suffix', 'reward']), ties: true }];
  },
};

type Held = Readonly<Record<'prefix' | 'suffix' | 'reward', readonly unknown[]>>;

function held(record: unknown): Held | null {
  const [prefix, suffix, reward] = ['prefix', 'suffix', 'reward'].map(name => own(record, name));
  if (!Array.isArray(prefix) || !Array.isArray(suffix) || !Array.isArray(reward)) return null;
  return suffix.length > 0 && prefix.length === suffix.length && reward.length === suffix.length
    ? { prefix, suffix, reward }
    : null;
}

const roles: Readonly<Record<string, string>> = { '<|prompter|>': 'user', '<|assistant|>': 'assistant' };

/** Pieces are a mark and a text in turn, and a last mark for the response. */
function promptOf(pieces: unknown): Message[] | null {
  if (!Array.isArray(pieces) || pieces.length % 2 === 0) return null;
  const messages: Message[] = [];
  for (let i = 0; i + 1 < pieces.length; i += 2) {
    const [mark, content] = [pieces[i] as unknown, pieces[i + 1] as unknown];
    const role = typeof mark === 'string' && Object.hasOwn(roles, mark) ? roles[mark] : undefined;
    if (role === undefined || typeof content !== 'string') return null;
    messages.push({ role, content });
  }
  return pieces.at(-1) === '<|assistant|>' ? messages : null;
}
