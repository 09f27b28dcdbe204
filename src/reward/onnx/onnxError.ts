/** A model can't be run. The message says what is wrong and what to do, in words for the user. */
export class OnnxError extends Error {
  override readonly name = 'OnnxError';
}

/** First line of what ONNX Runtime says, without its source positions and without the name of its error class. */
export function plainReason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const first = text.split('\n').find(line => line.trim() !== '') ?? 'no reason given';
  return first
    .replace(/^(Error: )+/, '')
    .replace(/\S*\/onnxruntime\/core\/\S+ /, '')
    .replace(/^onnxruntime::\S+\(.*?\)(::<lambda\(\)>)? /, '')
    .trim()
    .slice(0, 300);
}

/** Whether an error of ONNX Runtime says that memory ran out, on the CPU or on a GPU. */
export function isOutOfMemory(error: unknown): boolean {
  const text = error instanceof Error ? error.message : String(error);
  return /out of memory|bad[_ ]alloc|failed to allocate|allocation failed|not enough memory|out_of_memory|CUDNN_STATUS_ALLOC_FAILED|E_OUTOFMEMORY|Available memory of \d+ is smaller/i.test(
    text,
  );
}
