import type { Audit } from '../audit/audit.ts';
import type { exportRows } from '../dataset/exportRows.ts';
import type { FileDataset } from '../dataset/fileDataset.ts';
import type { Row } from '../dataset/row.ts';
import type { Target } from '../dataset/targets/target.ts';
import type { Decision } from '../edits/decision.ts';
import type { Noise } from './noiseOf.ts';
import type { Filter, Selection } from './selectRows.ts';
import type { Split, SplitChoice } from './splitByPrompt.ts';
import type { MarginSource } from './strengths.ts';
import type { TrainerLines } from './trainers/trainer.ts';

type RecordOptions = Parameters<typeof exportRows>[2];

/** What is exported. */
export interface TrainingSource {
  readonly dataset: FileDataset;
  /** All rows, in file order, as they were before decisions. */
  readonly rows: readonly Row[];
  readonly decisions: ReadonlyMap<number, Decision>;
  /** Needed for filters by finding, soft labels, margins from preference strength, and what is said of noise. */
  readonly audit: Audit | null;
  /** As `exportRows` takes them, where records are written as they stand. */
  readonly originals?: RecordOptions['originals'] & {};
  readonly added?: RecordOptions['added'] & {};
}

/** What the user wants. */
export interface TrainingChoice {
  /** Format to write; null: each record byte for byte as it is in the file. */
  readonly target: Target | null;
  readonly filter: Filter;
  /** For the target `margin` (default: the file's own label strength). */
  readonly margin?: MarginSource;
  /** Adds the column `soft_label`: the probability that the chosen response is the better one. */
  readonly softLabel?: boolean;
  /** Null: one file. */
  readonly split: SplitChoice | null;
  /** Null: no card. */
  readonly card: CardChoice | null;
}

/** What the card is told. */
export interface CardChoice {
  /** The user's words on the licence; null: none given. */
  readonly licence: string | null;
  /** The user's own condition, in words or SQL; null: none. */
  readonly condition: string | null;
  /** Version of PairLens. */
  readonly version: string;
  /** ISO 8601. */
  readonly at: string;
}

/** A file that was written. */
export interface WrittenFile {
  readonly part: 'all' | 'train' | 'test';
  readonly path: string;
  readonly records: number;
  readonly comparisons: number;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** What an export for training came to. */
export interface TrainingExport {
  readonly files: readonly WrittenFile[];
  /** Path of the data card. */
  readonly card: string | null;
  readonly selection: Selection;
  /** Rows left out because they hold no comparison. */
  readonly unreadable: number;
  /** How many of the selected comparisons the format can't hold, by the reason. */
  readonly refused: ReadonlyMap<string, number>;
  /** How many written comparisons hold something that the format has no place for, by what it is. */
  readonly lost: ReadonlyMap<string, number>;
  /** Records that can't hold their decision in full; of records written as they stand. */
  readonly notExpressed: number;
  readonly split: Split | null;
  /** Of the comparisons of the training file. */
  readonly noise: Noise;
  /** Of those of the test file; null without one. */
  readonly testNoise: Noise | null;
  readonly trainers: readonly TrainerLines[];
  /** What was made of margins and soft labels, in sentences. */
  readonly remarks: readonly string[];
}
