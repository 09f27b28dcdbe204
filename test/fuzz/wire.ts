import type { Fault } from './fault.ts';

/** What the thread that tries inputs is given. */
export interface WorkerData {
  /** Targets, one after another. */
  readonly names: readonly string[];
  readonly seed: number;
  /** Inputs for each target. */
  readonly executions: number;
  /** Time (ms since 1970) at which it ends. */
  readonly until: number;
  /** Counters in use; 0: what is reached is not counted. */
  readonly counters: number;
  /** Int32: executions so far, bytes of the input being tried, 1 while a target is being opened; from `inputAt` on the input. */
  readonly shared: SharedArrayBuffer;
  /** An empty folder of its own. */
  readonly folder: string;
  /** One input (base64) to be tried alone. */
  readonly replay?: string;
}

/** Where the input begins in the shared memory. */
export const inputAt = 16;
/** Bytes of the shared memory. */
export const sharedBytes = inputAt + (1 << 20);

/** What the thread tells. */
export type WorkerMessage =
  | { readonly began: string }
  | { readonly fault: Fault }
  | { readonly done: { readonly kept: readonly string[]; readonly parts: number } };
