import type { Message } from '../comparison.ts';
import type { RecordFacts } from '../recordFacts.ts';

/** One response of a list. */
export interface ListItem {
  readonly messages: readonly Message[];
  readonly model?: string;
  /** How good it is, higher is better; only differences within the list count. */
  readonly level: number;
  /** The level as a score to show, where the file rates instead of ranking. */
  readonly score?: number;
  /** Level that each annotator gave it, where the file names them. */
  readonly by?: ReadonlyMap<string, number>;
}

/** Several responses to one prompt, with how good each is. */
export interface RankedList {
  readonly prompt: readonly Message[];
  readonly items: readonly ListItem[];
  /** The record's own name for the list. */
  readonly listId?: string;
  readonly facts: Omit<RecordFacts, 'annotations'>;
  /** Whether two responses of one level are a tie, or simply no comparison (as two responses that are both good). */
  readonly ties: boolean;
}

/** A layout whose records hold lists of responses, or single rated responses that make a list together. */
export interface ListReader {
  readonly id: string;
  readonly name: string;
  /** What sets its records apart, in words that follow "records": "have `answers` with ranks". */
  readonly trait: string;
  test(record: unknown): boolean;
  /** The lists of a record, or why it holds none. */
  read(record: unknown): readonly RankedList[] | string;
  /** Where a record is one response of a list: what it has in common with the others. The records of a list are read as one. */
  readonly gather?: (record: unknown) => string | null;
}
