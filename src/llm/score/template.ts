/** How a conversation is written for a model. */
export type TemplateName = 'plain' | 'chatml' | 'llama-3';

/** A turn. */
export interface Turn {
  readonly role: string;
  readonly content: string;
}

interface Template {
  readonly turn: (turn: Turn) => string;
  /** What stands before and after the response. */
  readonly before: string;
  readonly after: string;
  /** What stands between that and the words of the person's next turn. */
  readonly next: string;
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

/** `plain` for base models, the others for models that were trained on them. */
export const templates: Readonly<Record<TemplateName, Template>> = {
  plain: {
    turn: ({ role, content }) => `${capital(role)}: ${content}\n\n`,
    before: 'Assistant:',
    after: '',
    next: '\n\nUser:',
  },
  chatml: {
    turn: ({ role, content }) => `<|im_start|>${role}\n${content}<|im_end|>\n`,
    before: '<|im_start|>assistant\n',
    after: '<|im_end|>',
    next: '\n<|im_start|>user\n',
  },
  'llama-3': {
    turn: ({ role, content }) => `<|start_header_id|>${role}<|end_header_id|>\n\n${content}<|eot_id|>`,
    before: '<|start_header_id|>assistant<|end_header_id|>\n\n',
    after: '<|eot_id|>',
    next: '<|start_header_id|>user<|end_header_id|>\n\n',
  },
};

/** A prompt up to where the response begins, and with a response. */
export function rendered(
  name: TemplateName,
  prompt: readonly Turn[],
): { prefix: string; with: (response: string) => string } {
  const { turn, before, after } = templates[name];
  const prefix = prompt.map(turn).join('') + before;
  const gap = name === 'plain' ? ' ' : '';
  return { prefix, with: response => `${prefix}${gap}${response}${after}` };
}

/** A prompt and a response up to where the person's next words begin, and with these. */
export function renderedReply(
  name: TemplateName,
  prompt: readonly Turn[],
  response: string,
): { prefix: string; with: (words: string) => string } {
  const prefix = rendered(name, prompt).with(response) + templates[name].next;
  const gap = name === 'plain' ? ' ' : '';
  return { prefix, with: words => `${prefix}${gap}${words}` };
}
