import type { ComparisonDocument } from './editor/comparisonDocument.ts';
import type { MappingPage } from './editor/mappingPage.ts';
import type { OpenComparisons } from './editor/openComparisons.ts';
import type { EngineClient } from './engine/engineClient.ts';
import type { ScriptedDialogs } from './scriptedDialogs.ts';
import type { AnnotatorsTree } from './views/annotatorsTree.ts';
import type { ConstitutionEdits } from './views/constitutionEdits.ts';
import type { FindingsTree } from './views/findingsTree.ts';
import type { MembersTree } from './views/membersTree.ts';
import type { Overviews } from './views/overviews.ts';
import type { PrinciplesTree } from './views/principlesTree.ts';
import type { ProblemsPanel } from './views/problems.ts';
import type { StatusBar } from './views/statusBar.ts';

/** What activate() returns in VS Code's test mode, so that tests can look inside. Elsewhere it returns nothing. */
export interface TestApi {
  readonly engine: EngineClient;
  readonly dialogs: ScriptedDialogs;
  readonly comparisons: OpenComparisons;
  readonly overviews: Overviews;
  readonly findings: FindingsTree;
  readonly principles: PrinciplesTree;
  readonly edits: ConstitutionEdits;
  readonly members: MembersTree;
  readonly annotators: AnnotatorsTree;
  readonly problems: ProblemsPanel;
  readonly statusBar: StatusBar;
  /** Forms for mapping fields that are open. */
  mappingPages(): readonly MappingPage[];
  /** The open document of a file, or undefined. */
  document(path: string): ComparisonDocument | undefined;
}
