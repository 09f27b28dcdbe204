import { RequestType } from 'vscode-jsonrpc';
import type { EditedConstitution } from '../principles/edit/editedConstitution.ts';
import type { EditedFigures } from '../principles/edit/editedFigures.ts';
import type { Decides } from '../principles/principlesResult.ts';
import type { OnDocument } from './onDocument.ts';

/** What the view Principles asks for. A principle is named by its id, whether it is in the constitution or not. */
export type PrincipleChange =
  | { readonly type: 'check'; readonly id: string; readonly checked: boolean }
  /** In front of the rule that stands at a place from 0 without it, or behind the last. */
  | { readonly type: 'move'; readonly id: string; readonly to: number }
  /** Other words; what has a condition keeps it. */
  | { readonly type: 'reword'; readonly id: string; readonly text: string }
  | { readonly type: 'recondition'; readonly id: string; readonly condition: string }
  | { readonly type: 'remove'; readonly id: string }
  | { readonly type: 'addSentence'; readonly text: string }
  | { readonly type: 'addCondition'; readonly text: string; readonly condition: string }
  | { readonly type: 'decides'; readonly decides: Decides }
  /** As the audit selected it. */
  | { readonly type: 'reset' };

/** The constitution that is edited, and what can be done with it. */
export interface EditedPrinciples {
  /** Null: nothing is edited; it is as the last audit selected it. */
  readonly constitution: EditedConstitution | null;
  /** Null before an audit, and where nothing is edited. */
  readonly figures: EditedFigures | null;
  /** Rules that were voted on for these figures, and those with votes; the others' votes were kept. */
  readonly revoted: { readonly rules: number; readonly of: number } | null;
  /** What undo would take back and redo make again, in words; null: nothing. */
  readonly undo: string | null;
  readonly redo: string | null;
}

interface Seeded extends OnDocument {
  /** That of the audit: folds are the same. */
  readonly seed: number;
}

/** The constitution as it is edited, with its figures; they are computed anew only where something has changed. */
export const editedPrinciplesRequest = new RequestType<Seeded, EditedPrinciples, void>('editedPrinciples');
export const changePrinciplesRequest = new RequestType<
  Seeded & { readonly change: PrincipleChange },
  EditedPrinciples,
  void
>('changePrinciples');
/** Takes the last step back, or makes the one taken back last again. */
export const stepPrinciplesRequest = new RequestType<
  Seeded & { readonly step: 'undo' | 'redo' },
  EditedPrinciples,
  void
>('stepPrinciples');
/** What is wrong with a principle's words or its condition, for people; null: nothing. */
export const checkPrincipleRequest = new RequestType<
  OnDocument & {
    readonly text: string;
    readonly condition: string | null;
    /** The principle that it takes the place of. */
    readonly instead: string | null;
  },
  string | null,
  void
>('checkPrinciple');

/** A constitution file that was read back. */
export interface ConstitutionRead {
  readonly edited: EditedPrinciples;
  readonly path: string;
  /** What it changed, in words; empty: nothing. */
  readonly changes: string;
}

/** Takes over the constitution beside the file as it was edited by hand. @throws for lines that can't be understood */
export const readConstitutionRequest = new RequestType<Seeded & { readonly path?: string }, ConstitutionRead, void>(
  'readConstitution',
);
/** Writes the constitution beside the file; prose that somebody wrote into it stays. Answers its path. */
export const writeConstitutionRequest = new RequestType<Seeded, string, void>('writeConstitution');
