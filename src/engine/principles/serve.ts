import type { MessageConnection } from 'vscode-jsonrpc/node';
import { editedRule } from '../../principles/edit/editedConstitution.ts';
import {
  changePrinciplesRequest,
  checkPrincipleRequest,
  editedPrinciplesRequest,
  readConstitutionRequest,
  stepPrinciplesRequest,
  writeConstitutionRequest,
} from '../../protocol/principles.ts';
import type { Documents } from '../documents.ts';
import { isForUser } from '../isForUser.ts';
import type { OpenDocument } from '../openDocument.ts';
import { respond } from '../respond.ts';
import { readConstitution, writeConstitution } from './constitutionBeside.ts';
import { auditOf, editingOf } from './editing.ts';
import { ruleOf } from './wording.ts';

/** Registers the requests about the constitution as people edit it. */
export function servePrinciples(connection: MessageConnection, documents: Documents): void {
  const at = (doc: string) => documents.get(doc);
  respond(connection, editedPrinciplesRequest, ({ doc, seed }) => editingOf(at(doc)).read(seed));
  respond(connection, changePrinciplesRequest, ({ doc, change, seed }) => editingOf(at(doc)).change(change, seed));
  respond(connection, stepPrinciplesRequest, ({ doc, step, seed }) => editingOf(at(doc)).step(step, seed));
  respond(connection, checkPrincipleRequest, ({ doc, text, condition, instead }) =>
    troubleWith(at(doc), text, condition, instead),
  );
  respond(connection, readConstitutionRequest, ({ doc, seed, path }) => readConstitution(at(doc), seed, path));
  respond(connection, writeConstitutionRequest, ({ doc, seed }) => writeConstitution(at(doc), seed));
}

async function troubleWith(
  doc: OpenDocument,
  text: string,
  condition: string | null,
  instead: string | null,
): Promise<string | null> {
  try {
    if (condition !== null) await doc.table.checkVotes(condition);
    const rule = editedRule(ruleOf(text, condition ?? undefined), auditOf(doc).principles.principles);
    const { rules } = await editingOf(doc).current();
    const twice = rules.findIndex(({ id }) => id === rule.id && id !== instead);
    return twice < 0 ? null : `The constitution says this already, as its rule ${twice + 1}.`;
  } catch (error) {
    if (isForUser(error)) return error.message;
    throw error;
  }
}
