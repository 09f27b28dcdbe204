import { constitutionOf } from '../../audit/constitutionOf.ts';
import { atomicWrite } from '../../dataset/atomicWrite.ts';
import { type ConstitutionFile, writeConstitutionFile } from '../../principles/write/constitutionFile.ts';
import { judgePrompt } from '../../principles/write/judgePrompt.ts';
import { principlesJson } from '../../principles/write/principlesJson.ts';
import type { PrinciplesFile } from '../../protocol/languageModels.ts';
import type { OpenDocument } from '../openDocument.ts';
import { UserError } from '../userError.ts';

/** Writes what the principles are, in one of three shapes. @throws UserError before the first audit, or without a constitution */
export async function writePrinciples(doc: OpenDocument, what: PrinciplesFile, path: string): Promise<null> {
  const text = textOf(doc, what);
  await atomicWrite(path, handle => handle.writeFile(text));
  return null;
}

function textOf(doc: OpenDocument, what: PrinciplesFile): string {
  if (doc.audit === null) throw new UserError('There is no audit yet. Run "PairLens: Audit This Dataset" first.');
  const { principles, file } = doc.audit;
  if (what === 'json') return principlesJson(principles, file);
  const rules = constitutionOf(principles.principles).map(({ text, weight }) => ({
    text,
    checked: true,
    weight: weight ?? 1,
  }));
  if (rules.length === 0 || principles.reconstruction === null) {
    throw new UserError(`There is no constitution: ${principles.why || 'no principle explains the labels.'}`);
  }
  const constitution: ConstitutionFile = {
    title: `Constitution of ${file}`,
    decides: principles.reconstruction.decides,
    rules,
  };
  return what === 'prompt' ? judgePrompt(constitution) : writeConstitutionFile(constitution);
}
