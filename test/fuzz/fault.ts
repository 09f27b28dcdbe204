/** What went wrong with an input. */
export interface Fault {
  readonly target: string;
  readonly kind: 'error' | 'hang' | 'memory' | 'crash';
  /** What was seen, in one line. */
  readonly what: string;
  /** Base64. */
  readonly input: string;
}

/** What a run came to. */
export interface Outcome {
  readonly executions: number;
  /** Inputs that reached something new. */
  readonly kept: number;
  /** Parts of the code that were reached. */
  readonly parts: number;
  readonly seconds: number;
  readonly faults: readonly Fault[];
}

/** One line that is alike for faults with the same cause: the message and the place in the code. */
export function signatureOf(error: unknown): string {
  if (!(error instanceof Error)) return `threw ${String(error)}`;
  const place = /\bat (?:async )?([\w.#<> ]+) /.exec(error.stack?.slice(error.stack.indexOf('\n')) ?? '')?.[1] ?? '';
  return `${error.name}: ${error.message.split('\n')[0]!.slice(0, 200)}${place === '' ? '' : ` (in ${place})`}`;
}
