import type { JudgeSays } from './judgeOpinions.ts';

/** A recorded preference: which response is better, or that none is (`tie`), or that neither will do (`both_bad`). */
export type Label = 'a' | 'b' | 'tie' | 'both_bad';

/** One side of a comparison. */
export type Side = 'a' | 'b';

/** A tool call as the record holds it. */
export interface ToolCall {
  readonly name: string;
  /** Arguments as JSON text, as written in the record. */
  readonly arguments: string;
}

/**
 * A picture of a message: a file (relative paths are relative to the dataset's folder), an address, or bytes that the record
 * itself holds at a path (base64 text), with a digest to tell them apart.
 */
export type ImageRef =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'bytes'; readonly at: readonly (string | number)[]; readonly digest: string };

/** A turn of a conversation. `content` is plain text; parts that are not text are named in brackets, as `[image]`. */
export interface Message {
  readonly role: 'system' | 'developer' | 'user' | 'assistant' | 'tool' | (string & {});
  readonly content: string;
  readonly toolCalls?: readonly ToolCall[];
  /** Pictures, where they are part of the message; `content` names them in brackets. */
  readonly images?: readonly ImageRef[];
}

/** One of the two responses: usually one assistant message, sometimes several (tool use). */
export interface Response {
  readonly messages: readonly Message[];
  /** Name of the model that wrote it, where the record says so. */
  readonly model?: string;
  /** A rating or score that the record gives this response (any unit; higher is better). */
  readonly score?: number;
}

/** One annotator's label. */
export interface Annotation {
  readonly annotator: string;
  readonly label: Label | null;
  /** How much better, in the record's own unit (> 0). */
  readonly strength?: number;
  readonly reason?: string;
  /** ISO 8601 time or the record's own. */
  readonly time?: string;
}

/**
 * A prompt and two responses with a label. For files that hold chosen and rejected, `a` is the chosen response and the
 * label is `a`; for files that hold two responses and a label, `a` is the first.
 */
export interface Comparison {
  /** 0-based row in the dataset (blank lines are not rows). */
  readonly row: number;
  /** 1-based line of the file where the record starts. */
  readonly line: number;
  /**
   * Hash of the prompt and the *unordered* pair of texts (see `comparisonKey`): 32 hex digits. A flip does not change it.
   */
  readonly key: string;
  /** The record's own id. */
  readonly id?: string;
  readonly prompt: readonly Message[];
  readonly a: Response;
  readonly b: Response;
  readonly label: Label | null;
  /** How strongly the record prefers the better response, in its own unit (> 0). */
  readonly labelStrength?: number;
  /** One entry per annotator where the record or its columns name them; empty otherwise. */
  readonly annotations: readonly Annotation[];
  readonly source?: string;
  /** Comparisons from one ranking share it. */
  readonly listId?: string;
  /** True where the file says in which position (first, second) a response was shown, so position bias can be measured. */
  readonly positioned: boolean;
  /** Remaining scalar fields of the record, by name, for columns and evidence. */
  readonly fields: Readonly<Record<string, string | number | boolean | null>>;
  /** Which response each judge that the record names preferred, by judge as the record writes it; see `judgeOpinions`. */
  readonly opinions?: Readonly<Record<string, JudgeSays>>;
  /**
   * A verdict that was saved has exchanged the record's two texts. Fields that name no text, as `fields` and judges' verdicts,
   * are as they were: what they say of the first response is about side b.
   */
  readonly turned?: true;
  /**
   * Set where the two sides do not share their prompt: the prompt of side b. `prompt` is then side a's.
   */
  readonly promptB?: readonly Message[];
}

/** The text of a response or prompt as features see it: contents joined by a blank line. */
export function textOf(messages: readonly Message[]): string {
  return messages.length === 1 ? messages[0]!.content : messages.map(m => m.content).join('\n\n');
}

/** The response that the label prefers, or null where it prefers none. */
export function chosenSide(label: Label | null): Side | null {
  return label === 'a' || label === 'b' ? label : null;
}
