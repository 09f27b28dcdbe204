import { inspect } from 'node:util';
import { LlmError } from './llmError.ts';

/**
 * A server's key. It shows itself nowhere: not as text, not as JSON, not in the debugger's or the log's view of an
 * object; `hide` also takes it out of texts of a server that repeats it.
 */
export class ApiKey {
  readonly #value: string;

  private constructor(value: string) {
    this.#value = value;
  }

  /** @param source where it comes from, for the error: "The environment variable X" @throws LlmError */
  static of(value: string | undefined, source: string): ApiKey {
    const key = value?.trim() ?? '';
    if (key === '') throw new LlmError(`${source} is empty. Put the server's key there.`, 'refused');
    if (!/^[\x21-\x7e]+$/.test(key)) {
      const problem = `${source} holds characters that no key has (spaces, line breaks or letters beyond ASCII).`;
      throw new LlmError(`${problem} Copy the key again.`, 'refused');
    }
    return new ApiKey(key);
  }

  /** @throws LlmError where the variable isn't set */
  static fromEnvironment(name: string, env: NodeJS.ProcessEnv): ApiKey {
    return ApiKey.of(env[name], `The environment variable ${name}`);
  }

  /** The request header that carries the key. */
  authorization(): string {
    return `Bearer ${this.#value}`;
  }

  /** A text without the key. */
  hide(text: string): string {
    return text.replaceAll(this.#value, '[key]');
  }

  toString(): string {
    return '[key]';
  }

  toJSON(): string {
    return '[key]';
  }

  [inspect.custom](): string {
    return '[key]';
  }
}
