import { RequestType } from 'vscode-jsonrpc';
import type { PrincipleFigures } from '../principles/principlesResult.ts';
import type { Figures } from '../reward/figures.ts';
import type { FindingKind } from '../reward/finding.ts';
import type { ObjectiveFigures } from '../reward/objectives/objectivesFigures.ts';
import type { OnDocument } from './onDocument.ts';
import type { RefitState } from './refit.ts';

/** One of several objectives of a file. */
export interface OverviewObjective extends ObjectiveFigures {
  /** Column of the table that holds its margins. */
  readonly column: string;
}

/** What chips, toolbar and status bar show. */
export interface Overview {
  readonly rowCount: number;
  readonly indexed: boolean;
  readonly audited: boolean;
  readonly stale: boolean;
  /** Comparisons per finding, and of those how many have no verdict yet. */
  readonly findings: readonly { readonly kind: FindingKind; readonly count: number; readonly open: number }[];
  /** Rows with a verdict. */
  readonly reviewed: number;
  readonly verdicts: Readonly<Record<string, number>>;
  readonly principles: readonly PrincipleFigures[];
  readonly members: Figures['members'];
  /** Objectives of the file, with the column of each; none where it has fewer than two. */
  readonly objectives: readonly OverviewObjective[];
  /** What the audit cost; null before the first. */
  readonly work: Figures['work'] | null;
  /** A new audit that is being made in the background, or null. */
  readonly refit: RefitState | null;
}

/** Asks for the overview of a document. */
export const overviewRequest = new RequestType<OnDocument, Overview, void>('overview');
