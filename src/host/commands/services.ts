import type * as vscode from 'vscode';
import type { Dialogs } from '../dialogs.ts';
import type { OpenComparisons } from '../editor/openComparisons.ts';
import type { OpeningAgain } from '../editor/openingAgain.ts';
import type { SavedFilters } from '../editor/savedFilters.ts';
import type { EngineClient } from '../engine/engineClient.ts';
import type { ServerKeys } from '../languageModels/keys.ts';
import type { Log } from '../log.ts';
import type { Refits } from '../refits.ts';
import type { ConstitutionEdits } from '../views/constitutionEdits.ts';
import type { FindingsTree } from '../views/findingsTree.ts';
import type { MemberChoices } from '../views/memberChoices.ts';
import type { Overviews } from '../views/overviews.ts';
import type { PrinciplesTree } from '../views/principlesTree.ts';

/** What the commands work with. */
export interface CommandServices {
  readonly engine: EngineClient;
  readonly comparisons: OpenComparisons;
  readonly openingAgain: OpeningAgain;
  readonly overviews: Overviews;
  readonly findings: FindingsTree;
  readonly principles: PrinciplesTree;
  readonly edits: ConstitutionEdits;
  readonly choices: MemberChoices;
  readonly filters: SavedFilters;
  readonly refits: Refits;
  readonly keys: ServerKeys;
  readonly dialogs: Dialogs;
  readonly log: Log;
  readonly extensionUri: vscode.Uri;
}
