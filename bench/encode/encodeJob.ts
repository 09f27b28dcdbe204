import type { EncoderModel } from '../../src/reward/encoder/encoder.ts';

/** What every encoder is given, as JSON in a file. */
export interface EncodeJob {
  readonly texts: readonly string[];
  /** Encoded first, and not counted. */
  readonly warmUp: readonly string[];
  /** Longest text, in tokens. */
  readonly maxLength: number;
  readonly threads: number;
  /** ONNX file and `tokenizer.json`. */
  readonly model: string;
  readonly tokenizer: string;
  /** Vectors of batch size B are written to `<out>.B`, as 4-byte floats. */
  readonly out: string;
  /** Batch sizes to try; the best counts. */
  readonly batches: readonly number[];
}

/** The engine's encoder chooses its own batches. */
export interface OurJob extends EncodeJob {
  readonly installed: EncoderModel;
}

/** What transformers.js needs besides. */
export interface JsJob extends EncodeJob {
  readonly peerFolder: string;
  readonly modelsFolder: string;
}

/** What an encoder prints, a line for each batch size. */
export interface EncodeRun {
  readonly batch: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
}
