/** One turn of what a model is asked. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** A JSON Schema, as servers take it for answers of a stated shape. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What a model is asked. Temperature is 0: the same request is the same question, and its answer may be kept. */
export interface Ask {
  readonly messages: readonly Message[];
  /** Most tokens of the answer. */
  readonly maxTokens: number;
  /** Shape of the answer; a model without the ability ignores it, so the prompt must ask for the shape too. */
  readonly schema?: { readonly name: string; readonly schema: JsonSchema };
  /** Ask for the likeliest tokens (at most 20) at each place of the answer; given where `abilities.logprobs`. */
  readonly topLogprobs?: number;
}

/** A token that might have stood at a place of the answer. */
export interface TokenLogprob {
  readonly token: string;
  /** Natural logarithm of its probability. */
  readonly logprob: number;
}

/** Tokens of one request. */
export interface Usage {
  readonly input: number;
  /** Of the input, those that the server had computed before (its prefix cache); 0 where it does not say. */
  readonly cached: number;
  readonly output: number;
  /** Counted by the server, or estimated from the texts. */
  readonly counted: 'server' | 'estimate';
}

/** An answer. */
export interface Answer {
  readonly text: string;
  /** The likeliest tokens at each place, most likely first; null where not asked for or not to be had. */
  readonly top: readonly (readonly TokenLogprob[])[] | null;
  readonly usage: Usage;
  /** `length`: cut off at `maxTokens`. */
  readonly finish: 'stop' | 'length' | 'other';
}

/** What a model and its server can do; found by asking. */
export interface Abilities {
  /** Holds answers to a JSON Schema. */
  readonly schema: boolean;
  readonly logprobs: boolean;
}

/**
 * A language model, whoever runs it. Wrappers around one (cache, retries, limits, counting) are language models too.
 */
export interface LanguageModel {
  /** For people: "qwen2.5:7b at 127.0.0.1:11434". */
  readonly name: string;
  /** Stands for the model in keys of kept answers: server and model, no secrets. */
  readonly identity: string;
  readonly abilities: Abilities;
  /** Tokens that the model may be given and give, together; null: not known. */
  readonly context: number | null;
  /**
   * @throws `LlmError` where there is no answer; the signal's reason when it is raised
   */
  ask(ask: Ask, signal?: AbortSignal): Promise<Answer>;
}
