import { Template } from '@huggingface/jinja';
import type { Message } from '../../dataset/comparison.ts';
import { OnnxError } from './onnxError.ts';

/** A model's own chat template (Jinja). It is interpreted: nothing in it can reach this program. */
export class ChatTemplate {
  readonly #template: Template;

  /**
   * @param ends - texts of the special tokens that the template may ask for
   * @throws OnnxError if the template can't be parsed, or asks for a token that is not known
   */
  constructor(
    source: string,
    private readonly ends: { readonly bos: string | null; readonly eos: string | null },
  ) {
    try {
      this.#template = new Template(source);
    } catch (error) {
      throw new OnnxError(`The chat template can't be read: ${messageOf(error)}`);
    }
    for (const [name, token] of [
      ['bos_token', ends.bos],
      ['eos_token', ends.eos],
    ] as const) {
      if (token === null && new RegExp(`\\b${name}\\b`).test(source)) {
        throw new OnnxError(
          `The chat template asks for ${name}, and tokenizer.json does not say which that is. Write the token itself into the template.`,
        );
      }
    }
  }

  /** The conversation as one text. @throws OnnxError if the template refuses it */
  render(messages: readonly Message[]): string {
    try {
      return this.#template.render({
        messages: messages.map(({ role, content }) => ({ role, content })),
        bos_token: this.ends.bos ?? '',
        eos_token: this.ends.eos ?? '',
        add_generation_prompt: false,
      });
    } catch (error) {
      throw new OnnxError(`The chat template refuses the conversation: ${messageOf(error)}`);
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
