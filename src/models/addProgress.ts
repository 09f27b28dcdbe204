/** How far adding a model has come. */
export interface AddProgress {
  /** What is being done, for users: "Downloading model.onnx from huggingface.co". */
  readonly stage: string;
  /** Share of this stage, 0 to 1. */
  readonly share: number;
}

/** What every way of adding a model is given. */
export interface AddWork {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: AddProgress) => void;
}
