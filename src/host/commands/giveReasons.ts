import * as vscode from 'vscode';
import type { Rationale } from '../../principles/model/rationale.ts';
import { rationaleRequest } from '../../protocol/languageModels.ts';
import type { ComparisonPanel } from '../editor/comparisonPanel.ts';
import { HostError } from '../hostError.ts';
import { type ChosenModel, chooseLanguageModel } from '../languageModels/choose.ts';
import { needTrust } from './modelSettings.ts';
import type { CommandServices } from './services.ts';

/** The model that gave reasons last: a reviewer asks the same one again and again. */
let lastAsked: ChosenModel | null = null;

/**
 * Has a language model say why the label of the comparison in front may be right and why it may be wrong, and offers to
 * keep it as a note, which is saved with the verdict.
 *
 * @returns what it said, or null if the user changed their mind
 */
export async function giveReasons(panel: ComparisonPanel, services: CommandServices): Promise<Rationale | null> {
  needTrust('asking language models');
  const { document, state } = panel;
  const row = state?.row ?? null;
  if (row === null) throw new HostError('No comparison is in front. Open one first.');
  const model = lastAsked ?? (await chooseLanguageModel(services));
  if (model === null) return null;
  if (model !== lastAsked && !(await agreed(model, services))) return null;
  // One that fails is not asked again unasked: its key or server may be another by then.
  lastAsked = null;
  const rationale = await ask(document.id, row, model, services);
  if (rationale === null) return null;
  lastAsked = model;
  const answer = await services.dialogs.ask(
    { severity: 'information', text: `${model.name} on comparison ${row + 1}`, detail: reasonsText(rationale) },
    'Keep as Note',
    'Another Model',
  );
  if (answer === 'Another Model') {
    lastAsked = null;
    return giveReasons(panel, services);
  }
  if (answer === 'Keep as Note') {
    const said = `${model.name}: may be right: ${rationale.right} May be wrong: ${rationale.wrong}`;
    await document.editWith(decisions => {
      const before = decisions.get(row)?.note ?? '';
      const note = before === '' ? said : `${before}\n${said}`;
      return { type: 'note', row, note, at: new Date().toISOString() };
    }, 'Keep Reasons as Note');
  }
  return rationale;
}

/** Texts that leave the machine leave it only after a question that names who reads them. */
async function agreed({ name, reader }: ChosenModel, { dialogs }: CommandServices): Promise<boolean> {
  if (reader === null) return true;
  const detail = `The texts of each comparison that you ask about are sent to ${reader}, under its terms.`;
  const question = { severity: 'information', text: `Have ${name} read it?`, detail } as const;
  return (await dialogs.ask(question, 'Ask It')) === 'Ask It';
}

async function ask(
  doc: string,
  row: number,
  { choice, name }: ChosenModel,
  { engine }: CommandServices,
): Promise<Rationale | null> {
  const options = { location: vscode.ProgressLocation.Notification, title: `Asking ${name}`, cancellable: true };
  return vscode.window.withProgress(options, async (_, token) => {
    try {
      return await engine.request(rationaleRequest, { doc, row, model: choice }, token);
    } catch (error) {
      if (token.isCancellationRequested) return null;
      throw error;
    }
  });
}

function reasonsText({ right, wrong, specific }: Rationale): string {
  const vague = specific !== null && specific < 0.25 ? ' These reasons name little that is in one response alone.' : '';
  return `The label may be right: ${right}\n\nIt may be wrong: ${wrong}\n\nA model finds reasons for any label: they are no evidence.${vague}`;
}
