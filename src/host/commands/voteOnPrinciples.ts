import type { PrinciplesRun } from '../../protocol/languageModels.ts';
import type { ComparisonDocument } from '../editor/comparisonDocument.ts';
import { runLanguageModel } from './extractPrinciples.ts';
import type { CommandServices } from './services.ts';

/**
 * Has a language model vote on the sentences of the edited constitution that nobody votes on, after consent; then its figures
 * are shown.
 *
 * @returns null if the user changed their mind or stopped it
 */
export async function voteOnPrinciples(
  document: ComparisonDocument,
  services: CommandServices,
): Promise<PrinciplesRun | null> {
  const run = await runLanguageModel(document, services, true);
  if (run !== null) await services.edits.refresh(document);
  return run;
}
