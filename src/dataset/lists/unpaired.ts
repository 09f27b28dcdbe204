import type { Message } from '../comparison.ts';
import { partsOf } from '../gathered.ts';
import { asNumber, own, ownText } from '../ownValue.ts';
import { readShareGpt } from '../shareGptTurns.ts';
import { readTurns } from '../turn.ts';
import { listFacts } from './listFacts.ts';
import type { ListItem, ListReader } from './listReader.ts';

const labelFields = ['label', 'kto_tag', 'tag', 'is_desirable'];
const textFields = ['completion', 'output', 'answer', 'response'];
const promptFields = ['prompt', 'question', 'instruction', 'input', 'query', 'context'];

/**
 * Unpaired feedback, as KTO takes it: one response a record, good or not (`label`, `kto_tag`, `tag`, `is_desirable`). The
 * responses of one prompt are a list; two that are both good or both bad make no comparison.
 */
export const unpaired: ListReader = {
  id: 'unpaired',
  name: 'Unpaired feedback (KTO)',
  trait:
    'have one response and whether it is good; good and bad ones of one prompt are compared, others have no counterpart',
  test: record =>
    rated(record) !== null && own(record, 'chosen') === undefined && own(record, 'rejected') === undefined,
  gather(record) {
    const one = rated(record);
    return one && JSON.stringify(one.prompt);
  },
  read(record) {
    const parts = partsOf(record) ?? [];
    const items: ListItem[] = [];
    let prompt: readonly Message[] = [];
    for (const { record: part, line } of parts) {
      const one = rated(part);
      if (!one) return `the record in line ${line} holds no response with a label that says whether it is good`;
      prompt = one.prompt;
      items.push({ messages: one.messages, level: one.good ? 1 : 0 });
    }
    const used = [...labelFields, ...textFields, ...promptFields, 'system', 'messages', 'conversations'];
    return [{ prompt, items, facts: listFacts(parts[0]?.record, used), ties: false }];
  },
};

interface Rated {
  readonly prompt: readonly Message[];
  readonly messages: readonly Message[];
  readonly good: boolean;
}

function rated(record: unknown): Rated | null {
  const good = labelFields.map(field => verdictOf(own(record, field))).find(value => value !== null);
  if (good === undefined || good === null) return null;
  const dialogue = dialogueOf(record);
  if (dialogue) {
    const last = dialogue.findLastIndex(message => message.role !== 'assistant') + 1;
    return last === dialogue.length ? null : { prompt: dialogue.slice(0, last), messages: dialogue.slice(last), good };
  }
  const messages = textFields.map(field => messagesOf(own(record, field), 'assistant')).find(value => value !== null);
  const field = promptFields.find(name => own(record, name) !== undefined);
  const prompt = field === undefined ? [] : messagesOf(own(record, field), 'user');
  if (!messages || !prompt) return null;
  const system = ownText(record, 'system');
  const extra = field === 'instruction' ? ownText(record, 'input') : undefined;
  const asked = extra ? [{ role: 'user', content: `${prompt[0]!.content}\n${extra}` }] : prompt;
  return { prompt: system ? [{ role: 'system', content: system }, ...asked] : asked, messages, good };
}

function dialogueOf(record: unknown): Message[] | null {
  const turns =
    readTurns(own(record, 'messages'), []) ??
    readShareGpt(own(record, 'conversations'), []) ??
    readShareGpt(own(record, 'messages'), []);
  return turns && turns.length > 0 ? turns.map(turn => turn.message) : null;
}

function messagesOf(value: unknown, role: string): Message[] | null {
  if (typeof value === 'string') return [{ role, content: value }];
  return readTurns(value, [])?.map(turn => turn.message) ?? null;
}

/** True and false, as such, as words (in CSV), or as 1 and 0. */
function verdictOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string' && /^(true|false)$/i.test(value.trim())) return value.trim().toLowerCase() === 'true';
  const number = asNumber(value);
  return number === 1 ? true : number === 0 ? false : null;
}
