import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { overviewRequest } from '../../protocol/overview.ts';
import {
  type TrainingTarget,
  type TrainingWritten,
  trainingProgress,
  trainingRequest,
  trainingTargetsRequest,
} from '../../protocol/training.ts';
import type { Scope } from '../../protocol/view.ts';
import type { FindingKind } from '../../reward/finding.ts';
import type { ComparisonDocument } from '../editor/comparisonDocument.ts';
import type { ComparisonPanel } from '../editor/comparisonPanel.ts';
import { readSettings } from '../settings.ts';
import { trainingOptions } from './exportOptions.ts';
import { tellTraining } from './exportTold.ts';
import { filterWords } from './filterWords.ts';
import type { CommandServices } from './services.ts';
import { withCancel } from './withCancel.ts';

/** What is exported, in words where it is not the whole file. */
export interface Chosen {
  readonly scope: Scope | null;
  readonly condition: string | null;
}

/**
 * Exports comparisons for training: asks what, in which format, with which options and where; then says what was written, left
 * out and could not be held.
 *
 * @returns what was written, or null if the user changed their mind
 */
export async function exportTraining(
  panel: ComparisonPanel,
  services: CommandServices,
): Promise<TrainingWritten | null> {
  const chosen = await askScope(panel, services);
  return chosen === undefined ? null : exportChosen(panel.document, chosen, services);
}

/** As `exportTraining`, of comparisons that are chosen already. */
export async function exportChosen(
  document: ComparisonDocument,
  chosen: Chosen,
  services: CommandServices,
): Promise<TrainingWritten | null> {
  const { dialogs, engine } = services;
  const overview = await engine.request(overviewRequest, { doc: document.id }, undefined, 'retry');
  const drop = await askFindings(overview.findings, services);
  if (drop === undefined) return null;
  const target = await askTarget(services);
  if (target === undefined) return null;
  const options = await trainingOptions(target, overview.audited, services);
  if (options === undefined) return null;
  const place = await dialogs.saveAs({
    defaultUri: vscode.Uri.joinPath(document.uri, '..', `${baseOf(document)}.${target.id}${target.ending}`),
    filters: { [target.id]: [target.ending.slice(1)] },
    title: `Export as ${target.id}`,
  });
  if (place === undefined) return null;
  const { seed } = readSettings(document.uri);
  const params = {
    ...{ doc: document.id, ...chosen, drop, target: target.id, ...options, seed },
    ...{ version: versionOf(), path: place.fsPath, progress: randomUUID() },
  };
  const written = await withCancel(`Exporting from ${document.name}`, (token, report) =>
    engine.requestWithProgress(
      trainingRequest,
      params,
      { type: trainingProgress, token: params.progress, report },
      token,
    ),
  );
  if (written !== null) await tellTraining(written, target, services);
  return written;
}

async function askScope(panel: ComparisonPanel, { dialogs }: CommandServices): Promise<Chosen | undefined> {
  const all = { scope: null, condition: null };
  const view = panel.state?.view;
  if (view === undefined || Object.keys(view.filter).length === 0) return all;
  const words = filterWords(view);
  const items = [
    { label: 'All comparisons', description: 'of the file', chosen: all },
    { label: 'What is shown', description: words, chosen: { scope: { view }, condition: words } },
  ];
  return (await dialogs.pick(items, { title: 'Export for training: which comparisons?' }))?.chosen;
}

async function askFindings(
  findings: readonly { readonly kind: FindingKind; readonly count: number }[],
  { dialogs }: CommandServices,
): Promise<FindingKind[] | undefined> {
  const found = findings.filter(({ count }) => count > 0);
  if (found.length === 0) return [];
  const items = found.map(({ kind, count }) => ({
    label: kind,
    description: `${count.toLocaleString('en-US')} ${count === 1 ? 'comparison' : 'comparisons'}`,
    finding: kind,
  }));
  const title =
    'Export for training: leave out those found to be ... (those that you dropped are left out in any case)';
  return (await dialogs.pickMany(items, { title }))?.map(({ finding }) => finding);
}

async function askTarget({ dialogs, engine }: CommandServices): Promise<TrainingTarget | undefined> {
  const targets = await engine.request(trainingTargetsRequest, undefined, undefined, 'retry');
  const items = targets.map(target => ({ label: target.id, description: target.name, target }));
  const options = { title: 'Export for training: in which format?', matchOnDescription: true };
  return (await dialogs.pick(items, options))?.target;
}

function baseOf({ name }: ComparisonDocument): string {
  return name.replace(/(\.(jsonl|ndjson|json|csv|tsv|parquet))?(\.(gz|zst))?$/i, '');
}

function versionOf(): string {
  const manifest = vscode.extensions.getExtension('pairlens.pairlens')?.packageJSON as { version?: string } | undefined;
  return manifest?.version ?? '';
}
