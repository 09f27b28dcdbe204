/** Token ids of one text or one pair of texts, special tokens included. */
export interface Tokens {
  readonly ids: Int32Array;
  /** 0 for the first segment, 1 for the second. */
  readonly types: Uint8Array;
  /** True if the text was longer than the model reads. */
  readonly truncated: boolean;
}

/** Texts side by side, padded to the longest; arrays are rows x width. */
export interface TokenBatch {
  readonly rows: number;
  readonly width: number;
  readonly ids: BigInt64Array;
  readonly mask: BigInt64Array;
  readonly types: BigInt64Array;
}

/** What a graph answers: floats and their shape. */
export interface Output {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** A graph that is ready to run: the part of ONNX Runtime that the encoder and the reward models see. */
export interface Graph {
  /** Provider that runs it. */
  readonly provider: string;
  /** Why not a faster one; empty where it is the fastest asked for. */
  readonly why: string;
  /** Answers the model's one output. Blocks the thread while it runs. @throws Error of the runtime */
  run(batch: TokenBatch): Promise<Output>;
  close(): Promise<void>;
}

/** Lays texts side by side, padded on the right with `padId`. */
export function batchOf(texts: readonly Tokens[], padId: number): TokenBatch {
  const width = Math.max(1, ...texts.map(({ ids }) => ids.length));
  const ids = new BigInt64Array(texts.length * width).fill(BigInt(padId));
  const mask = new BigInt64Array(texts.length * width);
  const types = new BigInt64Array(texts.length * width);
  for (const [row, tokens] of texts.entries()) {
    for (let i = 0, at = row * width; i < tokens.ids.length; i++, at++) {
      ids[at] = BigInt(tokens.ids[i]!);
      mask[at] = 1n;
      types[at] = BigInt(tokens.types[i]!);
    }
  }
  return { rows: texts.length, width, ids, mask, types };
}
