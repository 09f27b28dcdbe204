import * as vscode from 'vscode';
import type { Dialogs } from '../dialogs.ts';
import type { ComparisonDocument } from '../editor/comparisonDocument.ts';
import { HostError } from '../hostError.ts';

const place = 'pairlens.chatTools.consents';

/** Vendors that a user agreed to, by the address of the dataset. */
type Consents = Readonly<Record<string, readonly string[]>>;

/**
 * For which datasets the user agreed that texts go to the chat's language model. VS Code does not tell a tool which model
 * calls it, so the question names all vendors whose models the editor offers, and is asked anew when there is another.
 */
export class ToolConsent {
  /** One question for a dataset at a time: a model may call several tools at once. */
  private readonly asking = new Map<string, Promise<boolean>>();

  constructor(
    private readonly memory: vscode.Memento,
    private readonly dialogs: Dialogs,
  ) {}

  /** Settles when the user has agreed, now or before. @throws HostError where they do not */
  async need(document: ComparisonDocument): Promise<void> {
    const vendors = await offeredVendors();
    const key = document.uri.toString();
    const known = this.memory.get<Consents>(place, {})[key];
    if (known !== undefined && vendors.every(vendor => known.includes(vendor))) return;
    const asked = this.asking.get(key) ?? this.ask(document, vendors).finally(() => this.asking.delete(key));
    this.asking.set(key, asked);
    if (!(await asked)) {
      throw new HostError(`The user does not want texts of ${document.name} to be read in the chat. Do not ask again.`);
    }
  }

  private async ask(document: ComparisonDocument, vendors: readonly string[]): Promise<boolean> {
    const who = vendors.length === 0 ? 'whoever offers the model that the chat uses' : vendors.join(' or ');
    const detail = [
      `The chat's language model asked for it. What it reads of this file (findings, prompts, responses, labels) is sent to ${who}, under their terms.`,
      'VS Code does not tell which of its models asks.',
      'This holds for this file, in this workspace, until the setting “pairlens.chatTools” is switched off or another vendor comes.',
    ].join(' ');
    const text = `Let the chat read comparisons of ${document.name}?`;
    const answer = await this.dialogs.ask({ severity: 'warning', text, detail }, 'Allow for This File');
    if (answer === undefined) return false;
    const consents = this.memory.get<Consents>(place, {});
    await this.memory.update(place, { ...consents, [document.uri.toString()]: vendors });
    return true;
  }
}

async function offeredVendors(): Promise<string[]> {
  const models = await vscode.lm.selectChatModels();
  return [...new Set(models.map(({ vendor }) => vendor))].sort();
}
