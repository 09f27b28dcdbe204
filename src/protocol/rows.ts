import type { AuditedRow } from '../audit/audit.ts';
import type { Row } from '../dataset/row.ts';
import type { Decision, Verdict } from '../edits/decision.ts';
import type { FindingKind } from '../reward/finding.ts';
import type { RowPeople } from './people.ts';

/** A value of a column, as the table view shows it. */
export type Cell = string | number | boolean | null | readonly (string | number)[];

/** A row as lists show it. */
export interface ListItem {
  readonly row: number;
  readonly line: number;
  /** The first words of the last user turn, one line, or of the malformed line. */
  readonly title: string;
  readonly findings: readonly FindingKind[];
  readonly p: number | null;
  readonly verdict: Verdict | null;
  readonly malformed: boolean;
  /** The reviewer added it in this session; `line` is that of the row behind which it stands, until it is saved. */
  readonly added?: true;
  /** The row comes again, with its sides exchanged: `verdict` is the one of this time. */
  readonly again?: true;
  /** Values of the columns that were asked for; null where they are not known (yet). */
  readonly cells?: Readonly<Record<string, Cell>>;
}

/** What one of several reviewers said of a comparison. */
export interface ReviewerVerdict {
  readonly reviewer: string;
  readonly verdict: Verdict | null;
  /** The verdict from before the reviewer saw those of others. */
  readonly independent: Verdict | null;
  /** Given with the verdicts of others in view. */
  readonly settles: boolean;
  readonly note: string;
  /** ISO 8601. */
  readonly at: string;
}

/** A response of a list. */
export interface ListedResponse {
  /** Its place, 1 the best; responses of one level share it. */
  readonly rank: number;
  readonly model?: string;
  readonly score?: number;
  /** The beginning of its text, one line. */
  readonly text: string;
}

/** A pair of a list that is a comparison. */
export interface ListedPair {
  readonly row: number;
  /** Places in the list of responses. */
  readonly a: number;
  readonly b: number;
  readonly p: number | null;
  readonly verdict: Verdict | null;
}

/** The list that a comparison is a pair of. */
export interface ListOfRow {
  /** Best first. */
  readonly responses: readonly ListedResponse[];
  readonly pairs: readonly ListedPair[];
}

/** A row as the comparison shows it. Texts are as in the file; `decision.texts` holds edited ones. */
export interface RowDetail {
  readonly row: Row;
  readonly decision: Decision;
  /** Null before the first audit. */
  readonly audit: AuditedRow | null;
  /** The audit is older than the last change of this row's label or texts. */
  readonly stale: boolean;
  /** Side shown at the left: by a stable seed where the file has chosen and rejected only, so that the order gives nothing away. */
  readonly left: 'a' | 'b';
  /** Absent where nobody is named and nothing is known of populations. */
  readonly people?: RowPeople;
  /** Absent where the comparison was not made of a list. */
  readonly list?: ListOfRow;
  /** What reviewers said, as the review file holds it, where more than one did. */
  readonly reviews?: readonly ReviewerVerdict[];
}
