import type { Message } from '../../dataset/comparison.ts';
import { type TextFacts, textFacts } from '../text/textFacts.ts';
import { countText, type NgramOptions } from './ngrams.ts';
import { type PromptFacts, promptFacts } from './promptFacts.ts';

/** Most n-grams whose counts are kept, 4 bytes each: 120 MB. Texts beyond are counted again each time. */
const mostNgrams = 30e6;

/**
 * What was counted of single texts. Handed to audit after audit of one dataset, so that only texts that are new are read
 * again; what depends on the dataset as a whole (document frequencies) is never in it. The same texts give the same
 * figures with and without it.
 */
export class TextMemory {
  readonly #facts = new Map<string, TextFacts>();
  readonly #prompts = new Map<string, PromptFacts>();
  readonly #ngrams = new Map<string, Map<string, Uint32Array>>();
  #held = 0;
  #counted = 0;

  /** Distinct prompts and responses whose facts were counted since this memory was made. */
  get counted(): number {
    return this.#counted;
  }

  /** Forgets texts that are no longer in the dataset, once they are more than those that are. */
  tidy(texts: number, prompts: number): void {
    if (this.#facts.size > 2 * texts + 1000) {
      this.#facts.clear();
      this.#ngrams.clear();
      this.#held = 0;
    }
    if (this.#prompts.size > 2 * prompts + 1000) this.#prompts.clear();
  }

  /** Facts of a response. */
  facts(text: string): TextFacts {
    const known = this.#facts.get(text);
    if (known !== undefined) return known;
    const facts = textFacts(text);
    this.#facts.set(text, facts);
    this.#counted++;
    return facts;
  }

  /** Facts of a prompt. */
  promptFacts(messages: readonly Message[]): PromptFacts {
    const key = JSON.stringify(messages.map(({ role, content }) => [role, content]));
    const known = this.#prompts.get(key);
    if (known !== undefined) return known;
    const facts = promptFacts(messages);
    this.#prompts.set(key, facts);
    this.#counted++;
    return facts;
  }

  /** N-grams of a text as `countText` gives them. */
  ngrams(text: string, options: NgramOptions): Uint32Array {
    const kind = JSON.stringify(options);
    const kept = this.#ngrams.get(kind) ?? new Map<string, Uint32Array>();
    this.#ngrams.set(kind, kept);
    const known = kept.get(text);
    if (known !== undefined) return known;
    const counts = countText(text, options);
    if (this.#held + counts.length <= mostNgrams) {
      this.#held += counts.length;
      kept.set(text, counts);
    }
    return counts;
  }
}
