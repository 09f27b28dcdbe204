import * as vscode from 'vscode';
import type { Decides } from '../../principles/principlesResult.ts';
import { checkPrincipleRequest, type EditedPrinciples } from '../../protocol/principles.ts';
import type { ComparisonDocument } from '../editor/comparisonDocument.ts';
import { HostError } from '../hostError.ts';
import type { PrincipleNode } from '../views/principleNodes.ts';
import { choosePrinciple } from './choosePrinciple.ts';
import type { CommandServices } from './services.ts';
import { voteOnPrinciples } from './voteOnPrinciples.ts';

/** Puts a principle into the constitution or takes it out. Without an id it is the other way round for the one chosen. */
export async function checkPrinciple(
  document: ComparisonDocument,
  id: unknown,
  checked: unknown,
  services: CommandServices,
): Promise<EditedPrinciples | null> {
  if (typeof id === 'string') {
    return services.edits.change(document, { type: 'check', id, checked: checked === true });
  }
  const node = await choosePrinciple(id, 'Check or Uncheck a Principle', () => true, services);
  if (node === null) return null;
  const wanted = node.rule?.checked !== true;
  return services.edits.change(document, { type: 'check', id: node.principle.id, checked: wanted });
}

/** Moves a rule one place up or down. */
export async function stepPrinciple(
  document: ComparisonDocument,
  given: unknown,
  by: 1 | -1,
  services: CommandServices,
): Promise<EditedPrinciples | null> {
  const node = await choosePrinciple(given, by < 0 ? 'Move Up' : 'Move Down', ({ rule }) => rule !== null, services);
  if (!node?.rule) return null;
  const to = Math.max(0, node.rule.at + by);
  return services.edits.change(document, { type: 'move', id: node.principle.id, to });
}

/** Lets the user put a principle in other words. */
export async function rewordPrinciple(
  document: ComparisonDocument,
  given: unknown,
  services: CommandServices,
): Promise<EditedPrinciples | null> {
  const node = await choosePrinciple(given, 'Change the Wording of a Principle', () => true, services);
  if (node === null) return null;
  const { id, text } = node.principle;
  const typed = await askWords(document, 'Change the Wording of a Principle', text, id, services);
  if (typed === undefined) return null;
  const edited = await services.edits.change(document, { type: 'reword', id, text: typed });
  await offerVotes(document, edited, services);
  return edited;
}

/** Lets the user change the condition that casts a rule's votes. */
export async function changeCondition(
  document: ComparisonDocument,
  given: unknown,
  services: CommandServices,
): Promise<EditedPrinciples | null> {
  const hasOne = ({ rule }: PrincipleNode) => rule !== null && rule.condition !== null;
  const node = await choosePrinciple(given, 'Change the Condition of a Principle', hasOne, services);
  if (!node?.rule || node.rule.condition === null) return null;
  const { id, text } = node.principle;
  const condition = await askCondition(document, { text, value: node.rule.condition, instead: id }, services);
  return condition === undefined ? null : services.edits.change(document, { type: 'recondition', id, condition });
}

export async function removePrinciple(
  document: ComparisonDocument,
  given: unknown,
  services: CommandServices,
): Promise<EditedPrinciples | null> {
  const inside = ({ rule }: PrincipleNode) => rule !== null;
  const node = await choosePrinciple(given, 'Remove a Principle From the Constitution', inside, services);
  return node && services.edits.change(document, { type: 'remove', id: node.principle.id });
}

/** Adds a sentence of the user's own. If nobody votes on it, a language model is offered. */
export async function addPrinciple(
  document: ComparisonDocument,
  services: CommandServices,
): Promise<EditedPrinciples | null> {
  const text = await askWords(document, 'Add a Principle of Your Own', '', null, services);
  if (text === undefined) return null;
  const edited = await services.edits.change(document, { type: 'addSentence', text });
  await offerVotes(document, edited, services);
  return edited;
}

/** Adds a principle that votes by a condition over the columns. */
export async function addConditionPrinciple(
  document: ComparisonDocument,
  services: CommandServices,
): Promise<EditedPrinciples | null> {
  const condition = await askCondition(document, { text: 'wins', value: '', instead: null }, services);
  if (condition === undefined) return null;
  const text = await askWords(document, 'What the Condition Means', '', null, services, condition);
  return text === undefined ? null : services.edits.change(document, { type: 'addCondition', text, condition });
}

const ways: readonly (vscode.QuickPickItem & { readonly label: Decides })[] = [
  { label: 'plain', detail: 'The majority of the rules that apply' },
  { label: 'ranked', detail: 'The first rule that applies' },
  { label: 'weighted', detail: 'The sum of the weights of the rules that apply, fitted to the labels' },
];

/** Lets the user choose how the constitution decides. */
export async function chooseDecides(
  document: ComparisonDocument,
  { dialogs, edits }: CommandServices,
): Promise<EditedPrinciples | null> {
  const way = await dialogs.pick(ways, { title: 'How the Constitution Decides', matchOnDetail: true });
  return way ? edits.change(document, { type: 'decides', decides: way.label }) : null;
}

function askWords(
  document: ComparisonDocument,
  title: string,
  value: string,
  instead: string | null,
  services: CommandServices,
  condition: string | null = null,
): Promise<string | undefined> {
  return services.dialogs.input({
    title,
    value,
    prompt: 'What completes “Select the response that …”, or a whole sentence',
    placeHolder: 'answers the question in its first sentence',
    ignoreFocusOut: true,
    validateInput: text => (text.trim() === '' ? null : trouble(document, text, condition, instead, services)),
  });
}

function askCondition(
  document: ComparisonDocument,
  { text, value, instead }: { readonly text: string; readonly value: string; readonly instead: string | null },
  services: CommandServices,
): Promise<string | undefined> {
  return services.dialogs.input({
    title: 'Condition by Which a Principle Votes',
    value,
    prompt: 'Holds where response a is to be preferred; for b the same is asked with the responses exchanged',
    placeHolder: 'words_a < words_b',
    ignoreFocusOut: true,
    validateInput: typed => (typed.trim() === '' ? null : trouble(document, text, typed, instead, services)),
  });
}

function trouble(
  { id }: ComparisonDocument,
  text: string,
  condition: string | null,
  instead: string | null,
  { engine }: CommandServices,
): Promise<string | null> {
  return engine.request(checkPrincipleRequest, { doc: id, text, condition, instead }, undefined, 'retry');
}

/** A sentence that nobody votes on decides nothing: a language model may, once the user agrees. */
async function offerVotes(
  document: ComparisonDocument,
  edited: EditedPrinciples,
  services: CommandServices,
): Promise<void> {
  const silent = edited.figures?.rules.filter(({ voted }) => voted === null) ?? [];
  if (silent.length === 0) return;
  const server = vscode.workspace.getConfiguration('pairlens').get<string>('languageModel.server') ?? '';
  if (server !== '' && vscode.workspace.isTrusted) {
    await voteOnPrinciples(document, services);
    return;
  }
  const text = `Nobody votes on “${silent.at(-1)!.short}” yet, so it decides nothing.`;
  const answer = services.dialogs.ask({ severity: 'information', text }, 'Have a Language Model Vote…');
  // The view is not to wait for the answer.
  void answer.then(button => button && vscode.commands.executeCommand('pairlens.voteOnPrinciples'));
}

/** @throws HostError if there is nothing to take back, or to make again */
export async function stepBack(
  document: ComparisonDocument,
  step: 'undo' | 'redo',
  { edits }: CommandServices,
): Promise<EditedPrinciples> {
  const before = edits.edited ?? (await edits.refresh(document));
  if (before[step] === null) throw new HostError(`There is no step in the principles to ${step}.`);
  return edits.step(document, step);
}
