import { RequestType } from 'vscode-jsonrpc';
import type { PlanOptions } from '../reward/asking/askPlan.ts';
import type { OnDocument } from './onDocument.ts';

export interface PlanParams extends OnDocument, PlanOptions {
  /** File that the plan is written to, a JSON object a line. */
  readonly path: string;
}

/** A plan that was written. */
export interface PlanWritten {
  /** Comparisons to ask about. */
  readonly comparisons: number;
  /** What it asks for and will tell, in sentences. */
  readonly says: readonly string[];
  /** The rows, in the order of the plan. */
  readonly rows: readonly number[];
}

/** Plans what to ask whom, by the last audit and the verdicts so far, and writes it. */
export const planRequest = new RequestType<PlanParams, PlanWritten, void>('plan');
