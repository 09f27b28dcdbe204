/**
 * What goes wrong at a call: an error of the system instead of the call; `short`: half of a write, then the disk is full;
 * `late`: the call is done, and an error told all the same; `slow`: it takes a while; `kill`: the process is killed
 * (SIGKILL) before the call, `killHalf` within a write, `killAfter` after the call; `none`: calls are only counted.
 */
export type Fault =
  | 'ENOSPC'
  | 'EIO'
  | 'EACCES'
  | 'EROFS'
  | 'short'
  | 'late'
  | 'slow'
  | 'kill'
  | 'killHalf'
  | 'killAfter'
  | 'none';

/** One fault, as the layer in the engine reads it from a file. */
export interface FaultPlan {
  /** Tells plans apart that say the same. */
  readonly id: number;
  /** Calls on files under this folder count. */
  readonly under: string;
  /** Number of the call, from 1. */
  readonly at: number;
  /** The fault comes at every call from `at` on: the disk stays full. */
  readonly onwards: boolean;
  readonly fault: Fault;
}

/** Environment variable that names the file of the plan. Beside it, `.calls` lists the calls that counted. */
export const planVariable = 'PAIRLENS_TEST_FAULT_PLAN';
