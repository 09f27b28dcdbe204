import { ProgressType, RequestType } from 'vscode-jsonrpc';
import type { MarginSource } from '../export/strengths.ts';
import type { TrainerLines } from '../export/trainers/trainer.ts';
import type { WrittenFile } from '../export/trainingExport.ts';
import type { FindingKind } from '../reward/finding.ts';
import type { OnDocument } from './onDocument.ts';
import type { Scope } from './view.ts';

/** A format that comparisons are exported in. */
export interface TrainingTarget {
  /** As `pairlens export --to` takes it. */
  readonly id: string;
  readonly name: string;
  /** Ending of its files, with the dot. */
  readonly ending: string;
  /** Whether it has a place for margins. */
  readonly margin: boolean;
}

/** What is exported for training, and how. */
export interface TrainingParams extends OnDocument {
  /** Null: the whole file. */
  readonly scope: Scope | null;
  /** What the scope is, for the data card; null: the whole file. */
  readonly condition: string | null;
  /** Comparisons with one of these findings are left out. */
  readonly drop: readonly FindingKind[];
  readonly target: string;
  /** Null: the format has no place for margins. */
  readonly margin: MarginSource | null;
  /** Adds the probability that the chosen response is the better one. */
  readonly softLabel: boolean;
  /** Share to test on, between 0 and 1, split by prompt; null: one file. */
  readonly testShare: number | null;
  readonly seed: number;
  /** Null: no data card. */
  readonly card: { readonly licence: string | null } | null;
  /** Version of PairLens, for the card. */
  readonly version: string;
  readonly path: string;
  /** Token under which progress is reported. */
  readonly progress: string;
}

/** What an export for training wrote, left out, and could not hold. */
export interface TrainingWritten {
  readonly files: readonly WrittenFile[];
  /** Path of the data card. */
  readonly card: string | null;
  /** Comparisons left out, by the reason. */
  readonly leftOut: readonly (readonly [why: string, count: number])[];
  /** Comparisons that the format can't hold, by the reason. */
  readonly refused: readonly (readonly [why: string, count: number])[];
  /** What written comparisons hold and the format has no place for, and in how many. */
  readonly lost: readonly (readonly [what: string, count: number])[];
  /** What was made of margins and soft labels, in sentences. */
  readonly remarks: readonly string[];
  /** Lines for the configuration of trainers that take the format. */
  readonly trainers: readonly TrainerLines[];
}

export const trainingTargetsRequest = new RequestType<void, readonly TrainingTarget[], void>('trainingTargets');
export const trainingRequest = new RequestType<TrainingParams, TrainingWritten, void>('training');
/** Share of an export that is done, from 0 to 1. */
export const trainingProgress = new ProgressType<number>();
