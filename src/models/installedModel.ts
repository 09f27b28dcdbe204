/** A file of a model, pinned by its content. */
export interface ModelFile {
  /** Relative to the model's folder, with `/`. */
  readonly path: string;
  /** SHA-256 of the content, 64 hex digits. */
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * What the weights and activations of a graph are. `int8`: activations are quantised per tensor while it runs (dynamic
 * int8), so a text's result depends on what else is in its batch; `int8-weights`: weights only, sums in floats.
 */
export type Precision = 'fp32' | 'fp16' | 'int8' | 'int8-weights';

/** How prompt and response become one input of a reward model. */
export type TextTemplate =
  /** Two segments, joined by the tokenizer's own separators: text is the prompt, text pair the response. */
  | { readonly kind: 'pair' }
  /** The model's own chat template (Jinja), over the messages of the prompt and then of the response. */
  | { readonly kind: 'chat'; readonly template: string }
  /** Plain text in which `{prompt}` and `{response}` (pairwise models: `{a}` and `{b}`) are replaced. */
  | { readonly kind: 'text'; readonly text: string };

/** A sentence encoder: token vectors are pooled into one vector per text, then divided by their length. */
export interface EncoderRecipe {
  readonly kind: 'encoder';
  readonly pooling: 'mean' | 'cls';
  /** Put before every text ("passage: "). */
  readonly prefix: string;
  /** In tokens, special ones included. */
  readonly maxLength: number;
}

/** An objective of a reward model: a column of its logits, and its weight in the reward. */
export interface Objective {
  readonly name: string;
  readonly weight: number;
}

/** A reward model that scores one response at a time: `logits` is [batch, objectives]. */
export interface RewardRecipe {
  readonly kind: 'reward';
  readonly template: TextTemplate;
  readonly maxLength: number;
  /** Which end of a text that is too long is kept. */
  readonly keep: 'start' | 'end';
  /** One per column of the logits; a single objective has weight 1. */
  readonly objectives: readonly Objective[];
}

/** A reward model that reads prompt and both responses at once, run in both orders: `logits` is [batch, 1] or [batch, 2]. */
export interface PairwiseRecipe {
  readonly kind: 'pairwise';
  readonly template: TextTemplate;
  readonly maxLength: number;
  readonly keep: 'start' | 'end';
  /** 1: the logit speaks for the first response; 2: one logit for each. */
  readonly logits: 1 | 2;
}

/** How a model is run. */
export type Recipe = EncoderRecipe | RewardRecipe | PairwiseRecipe;

/** A model on this machine, ready to be run. Plain JSON: it travels to workers. */
export interface InstalledModel {
  /** Lower-case letters, digits, `.`, `-`, `_`; names its folder and its column: `all-minilm-l6-v2-int8`. */
  readonly id: string;
  /** For users: "all-MiniLM-L6-v2 (int8)". */
  readonly name: string;
  /** SPDX identifier, or "unknown". */
  readonly licence: string;
  /** Absolute path; files are relative to it. */
  readonly folder: string;
  /** The ONNX graph. */
  readonly graph: ModelFile;
  /** `tokenizer.json`. */
  readonly tokenizer: ModelFile;
  /** Further files that the graph needs (external data). */
  readonly others: readonly ModelFile[];
  readonly precision: Precision;
  readonly recipe: Recipe;
  /** Where it came from: a hub id, an address, or a path on this machine. */
  readonly source: string;
}
