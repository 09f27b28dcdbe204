import type { Comparison, Label, Message } from '../comparison.ts';
import { chatMessages } from './messages.ts';
import { preferred, sideFacts, singleTurn } from './preferred.ts';
import type { Made, Target } from './target.ts';

/** HH-RLHF transcripts. A text that holds a mark of a turn can't be written, for it would be read as two turns. */
export const hhTarget: Target = {
  id: 'hh',
  name: 'Anthropic HH-RLHF transcripts: chosen, rejected',
  container: 'lines',
  keeps: ['id', 'source', 'models', 'scores'],
  make([comparison]): Made {
    const found = preferred(comparison!);
    if ('refused' in found) return found;
    const { prompt, rejectedPrompt = prompt, chosen, rejected } = found;
    const sides = [transcript([...prompt, ...chosen.messages]), transcript([...rejectedPrompt, ...rejected.messages])];
    if (sides[0] === null || sides[1] === null)
      return {
        refused: 'a transcript has no place for a system message, a tool, or a text with a mark of a turn in it',
      };
    return { records: [{ chosen: sides[0], rejected: sides[1], ...sideFacts(comparison!, found) }] };
  },
};

function transcript(messages: readonly Message[]): string | null {
  const names: Readonly<Record<string, string>> = { user: 'Human', assistant: 'Assistant' };
  if (messages[0]?.role !== 'user') return null;
  const turns: string[] = [];
  for (const { role, content, toolCalls } of messages) {
    const name = Object.hasOwn(names, role) ? names[role] : undefined;
    if (name === undefined || toolCalls || /(^|\n\n)(Human|Assistant):/.test(content)) return null;
    turns.push(`\n\n${name}: ${content}`);
  }
  return turns.join('');
}

/** The texts of a comparison for formats of two texts and one prompt, or why it is more. */
function texts(
  comparison: Comparison,
): { readonly prompt: string; readonly a: string; readonly b: string } | { readonly refused: string } {
  const { prompt, promptB, a, b } = comparison;
  if (promptB) return { refused: 'the two sides have different prompts' };
  const turn = prompt.length === 0 ? { system: '', question: '' } : singleTurn(prompt);
  if ('refused' in turn) return turn;
  if (turn.system !== '') return { refused: 'it has a system message' };
  const [textA, textB] = [a, b].map(({ messages }) =>
    messages.length === 1 && !messages[0]!.toolCalls && !messages[0]!.images ? messages[0]!.content : null,
  );
  if (textA === null || textA === undefined || textB === null || textB === undefined)
    return { refused: 'a response is more than one text' };
  return { prompt: turn.question, a: textA, b: textB };
}

const preferredTexts: Readonly<Record<Label, string>> = {
  a: 'text_a',
  b: 'text_b',
  tie: 'tie',
  both_bad: 'tie (bothbad)',
};

/** Texts that pandas, and so ICAI, reads as a missing value. */
const missing = new Set([
  '',
  '#N/A',
  '#N/A N/A',
  '#NA',
  '-1.#IND',
  '-1.#QNAN',
  '-NaN',
  '-nan',
  '1.#IND',
  '1.#QNAN',
  '<NA>',
  'N/A',
  'NA',
  'NULL',
  'NaN',
  'None',
  'n/a',
  'nan',
  'null',
]);

/** ICAI's CSV: the columns are the same in every row. */
export const icaiTarget: Target = {
  id: 'icai',
  name: 'ICAI CSV: text_a, text_b, preferred_text, input, model_a, model_b',
  container: 'csv',
  keeps: ['id', 'source', 'models'],
  ties: true,
  make([comparison]): Made {
    const found = texts(comparison!);
    if ('refused' in found) return found;
    if (missing.has(found.a) || missing.has(found.b))
      return { refused: 'a response that ICAI reads as missing (empty, "NA", "null")' };
    const { label, a, b, id, source } = comparison!;
    return {
      records: [
        {
          text_a: found.a,
          text_b: found.b,
          preferred_text: label === null ? '' : preferredTexts[label],
          input: found.prompt,
          model_a: a.model ?? '',
          model_b: b.model ?? '',
          id: id ?? '',
          source: source ?? '',
        },
      ],
    };
  },
};

const winners: Readonly<Record<Label, string>> = { a: 'model_a', b: 'model_b', tie: 'tie', both_bad: 'tie (bothbad)' };

/** Chatbot Arena's shape, the one that holds every label and whole dialogues. One record for each annotator, as there. */
export const arenaTarget: Target = {
  id: 'arena',
  name: 'Chatbot Arena: conversation_a, conversation_b, winner (holds ties and "both bad")',
  container: 'lines',
  keeps: ['id', 'source', 'models', 'annotations'],
  ties: true,
  make([comparison]): Made {
    const { prompt, promptB = prompt, a, b, label, annotations, id, source } = comparison!;
    if (label === null && annotations.length === 0) return { refused: 'no label' };
    if ([...prompt, ...a.messages, ...b.messages].some(({ images }) => images)) return { refused: 'it holds pictures' };
    const said = annotations.filter(one => one.label !== null);
    const votes = said.length > 0 ? said : [{ annotator: '', label: label ?? 'tie' }];
    return {
      records: votes.map(vote => ({
        ...(id !== undefined && { question_id: id }),
        model_a: a.model ?? '',
        model_b: b.model ?? '',
        winner: winners[vote.label!],
        ...(vote.annotator !== '' && { judge: vote.annotator }),
        conversation_a: chatMessages([...prompt, ...a.messages]),
        conversation_b: chatMessages([...promptB, ...b.messages]),
        ...(source !== undefined && { source }),
      })),
    };
  },
};

/** AnnotatedPairs, version 2: one comparison of its document. The document is put together where it is written. */
export const annotatedPairsTarget: Target = {
  id: 'annotated-pairs',
  name: 'AnnotatedPairs 2.0 (Feedback Forensics, ICAI)',
  container: 'annotated-pairs',
  keeps: ['id', 'source', 'models', 'annotations'],
  ties: true,
  make([comparison]): Made {
    const found = texts(comparison!);
    if ('refused' in found) return found;
    return { records: [{ comparison, texts: found }] };
  },
};
