import * as vscode from 'vscode';
import { type PlanWritten, planRequest } from '../../protocol/asking.ts';
import type { PlanOptions } from '../../reward/asking/askPlan.ts';
import type { ComparisonPanel } from '../editor/comparisonPanel.ts';
import { readPlan } from '../plan.ts';
import { readSettings } from '../settings.ts';
import type { CommandServices } from './services.ts';

/** Rows that a condition can name: it may have ten thousand characters. */
const mostShown = 1000;

/**
 * Asks for a budget, plans what to ask whom and writes that where the user says; then offers to review it here.
 *
 * @returns what was written, or null if the user changed their mind
 */
export async function planAnnotations(panel: ComparisonPanel, services: CommandServices): Promise<PlanWritten | null> {
  const { dialogs, engine } = services;
  const { document } = panel;
  const options = await askOptions(services);
  if (options === null) return null;
  const place = await dialogs.saveAs({
    defaultUri: vscode.Uri.joinPath(document.uri, '..', `${document.name.replace(/\.[^.]*$/, '')}.plan.jsonl`),
    filters: { 'JSON Lines': ['jsonl'] },
    title: 'Save the plan',
  });
  if (place === undefined) return null;
  const { seed } = readSettings(document.uri);
  const written = await engine.request(planRequest, { doc: document.id, path: place.fsPath, ...options, seed });
  const buttons = written.comparisons > 0 && written.rows.length <= mostShown ? ['Review Them Here', 'Open'] : ['Open'];
  void dialogs
    .ask({ severity: 'information', text: `The plan is saved. ${written.says.join(' ')}` }, ...buttons)
    .then(async answer => {
      if (answer === 'Open') await vscode.window.showTextDocument(place);
      if (answer !== 'Review Them Here') return;
      const value = `row in (${written.rows.join(', ')})`;
      // In the order of the keys, which are hashes: a place in it tells nothing.
      panel.show({ view: { filter: { text: { kind: 'sql', value } }, sort: 'column:key' } });
    });
  return written;
}

async function askOptions({ dialogs }: CommandServices): Promise<Omit<PlanOptions, 'seed'> | null> {
  const line = await dialogs.input({
    title: 'Plan annotations: how many, by how many annotators?',
    prompt:
      'For example “100”, or “300 by 3, 20 % by all, 30 % random”. Without them, one annotator, 10 % judged by all and 10 % at random: only what is drawn at random speaks for the file.',
    value: '100 by 1, 10 % by all, 10 % random',
    validateInput: text => (readPlan(text) === null ? 'Write it like “300 by 3, 10 % by all, 10 % random”.' : null),
  });
  return line === undefined ? null : readPlan(line);
}
