import { RequestType } from 'vscode-jsonrpc';
import type { ReviewAction } from '../edits/reviewAction.ts';
import type { ReviewerAgreement } from '../reward/cohenKappa.ts';
import type { Estimate } from '../reward/figures.ts';
import type { OnDocument } from './onDocument.ts';
import type { View } from './view.ts';

/** How far the review of a view is. */
export interface ViewProgress {
  /** Comparisons of the view; those that come again in a random check count again. */
  readonly all: number;
  /** Of those, the ones that wait for nothing. */
  readonly done: number;
  /** Verdicts in the view, by name; `later` too, which waits still. */
  readonly verdicts: Readonly<Record<string, number>>;
  /** Comparisons of the file about which reviewers disagree, and of those how many are not settled. */
  readonly conflicts: { readonly all: number; readonly open: number };
}

/** How often two agree, of how many times. */
export interface Tally {
  readonly agree: number;
  readonly of: number;
}

/** A reviewer's verdicts held against the file's labels, the ensemble and the reviewer. */
export interface Agreement {
  /** Verdicts given without the label in view, random checks included, on comparisons where both prefer a response. */
  readonly blind: { readonly label: Tally; readonly ensemble: Tally };
  /** The verdicts of random checks alone. */
  readonly check: {
    readonly label: Tally;
    readonly ensemble: Tally;
    /** Comparisons that came again with exchanged sides, and how often the verdict was the same. */
    readonly self: Tally;
    /** Verdicts that prefer neither response: they count neither way. */
    readonly undecided: number;
    /** Share of labels that the reviewer contradicts, with its exact 95 % interval; null before the first. */
    readonly wrong: Estimate | null;
    /** Verdicts from which an audit takes the flip rate. */
    readonly needed: number;
  };
}

/** What a random check can be drawn from. */
export interface CheckPlan {
  /** Labelled comparisons without a verdict, and those that a random check has drawn already. */
  readonly eligible: number;
  /** Of those, the ones that have a verdict. */
  readonly judged: number;
  /** For some sizes, the exact 95 % interval that comes out if one label in ten, and if one in three, is wrong. */
  readonly choices: readonly { readonly n: number; readonly tenth: Estimate; readonly third: Estimate }[];
}

/** Two reviewers of the same file. */
export interface ReviewerPair {
  readonly reviewers: readonly [string, string];
  readonly agreement: ReviewerAgreement;
}

/** What a merge of a review file would do. */
export interface MergePlan {
  /** Lines that come into the dataset's review file. */
  readonly added: number;
  /** Lines that it held already, or that a later line of the same reviewer replaces. */
  readonly known: number;
  /** Lines that could not be read. */
  readonly bad: number;
  /** Names of the reviewers whose lines come. */
  readonly reviewers: readonly string[];
  /** The step that does it; null: there is nothing to do. */
  readonly action: ReviewAction | null;
}

/** How far the reviewers of a file agree. */
export interface ReviewersAgreement {
  readonly conflicts: ViewProgress['conflicts'];
  readonly pairs: readonly ReviewerPair[];
}

export const progressRequest = new RequestType<OnDocument & { readonly view: View }, ViewProgress, void>('progress');
export const agreementRequest = new RequestType<OnDocument, Agreement, void>('agreement');
/** Plans to add the lines of another review file to that of the dataset. Nothing is changed by it. */
export const mergeRequest = new RequestType<OnDocument & { readonly path: string }, MergePlan, void>('merge');
export const reviewersRequest = new RequestType<OnDocument, ReviewersAgreement, void>('reviewers');
/** What a random check with so many comparisons would tell. */
export const checkPlanRequest = new RequestType<OnDocument & { readonly sizes: readonly number[] }, CheckPlan, void>(
  'checkPlan',
);

/** Methods that the webview may send. */
export const reviewReadRequests: readonly string[] = [progressRequest.method, agreementRequest.method];
