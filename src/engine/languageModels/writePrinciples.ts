import { atomicWrite } from '../../dataset/atomicWrite.ts';
import { judgePrompt } from '../../principles/write/judgePrompt.ts';
import { principlesJson } from '../../principles/write/principlesJson.ts';
import type { WritePrinciplesParams } from '../../protocol/languageModels.ts';
import type { OpenDocument } from '../openDocument.ts';
import { constitutionFile, putConstitution } from '../principles/constitutionBeside.ts';
import { auditOf } from '../principles/editing.ts';

/**
 * Writes what the principles are, in one of three shapes: the constitution as it is edited, as one to edit or as a prompt, or
 * what the audit found. @throws UserError before the first audit, or without a constitution
 */
export async function writePrinciples(
  doc: OpenDocument,
  { what, path, seed = 0 }: Omit<WritePrinciplesParams, 'doc'>,
): Promise<null> {
  const { principles, file } = auditOf(doc);
  if (what === 'constitution') {
    await putConstitution(path, await constitutionFile(doc, seed));
    return null;
  }
  const text = what === 'json' ? principlesJson(principles, file) : judgePrompt(await constitutionFile(doc, seed));
  await atomicWrite(path, handle => handle.writeFile(text));
  return null;
}
