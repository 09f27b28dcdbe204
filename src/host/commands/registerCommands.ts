import * as vscode from 'vscode';
import { type ActionName, defaultKeys } from '../../protocol/actions.ts';
import { doctorRequest } from '../../protocol/engine.ts';
import { type Scope, wholeFile } from '../../protocol/view.ts';
import type { BulkKind, WebviewCommand } from '../../protocol/webview.ts';
import type { FindingKind } from '../../reward/finding.ts';
import type { ComparisonDocument } from '../editor/comparisonDocument.ts';
import type { ComparisonPanel } from '../editor/comparisonPanel.ts';
import { HostError, messageOf } from '../hostError.ts';
import { setServerKey } from '../languageModels/choose.ts';
import { addComparison, removeAdded } from './addComparison.ts';
import { auditDocument } from './audit.ts';
import { bulk } from './bulk.ts';
import { bulkChoices } from './bulkKinds.ts';
import { choosePairs } from './choosePairs.ts';
import { comparePrinciples } from './comparePrinciples.ts';
import { exportTraining } from './exportTraining.ts';
import { extractPrinciples } from './extractPrinciples.ts';
import { openFilter, removeFilter, saveFilter } from './filters.ts';
import { giveReasons } from './giveReasons.ts';
import { openGuidelines } from './guidelines.ts';
import { importPrinciples } from './importPrinciples.ts';
import { mapFields } from './mapFields.ts';
import { mergeReviews } from './mergeReviews.ts';
import { readMemberSettings } from './modelSettings.ts';
import { addModel, installCuda, locateModel, removeModel } from './models.ts';
import { annotatorView, findingView, principleView, stepFinding } from './navigate.ts';
import { openAsComparisons, openAsText } from './openAs.ts';
import { openAudit } from './openAudit.ts';
import { planAnnotations } from './planAnnotations.ts';
import { principleCommands } from './principleCommands.ts';
import { randomCheck } from './randomCheck.ts';
import { openReport, saveReport } from './report.ts';
import { reviewProblem } from './reviewProblem.ts';
import { savePrinciples } from './savePrinciples.ts';
import type { CommandServices } from './services.ts';
import { startSession } from './startSession.ts';

type Handler = (...args: readonly unknown[]) => unknown;

/** Registers every command of the manifest. An error reaches the user as a message, not as a stack. */
export function registerCommands(services: CommandServices): vscode.Disposable {
  const { comparisons, dialogs, engine, findings, log } = services;
  const here = () => latest(services);
  const named = (doc: unknown) => comparisons.all.findLast(panel => panel.document.id === doc) ?? here();
  const shown = (): Scope => ({ view: here().state?.view ?? wholeFile });
  const handlers: Record<string, Handler> = {
    openAsComparisons,
    openAsText,
    openAgain: left => services.openingAgain.open(left),
    audit: () => auditDocument(here().document, services),
    refit: () => services.refits.now(here().document, services.overviews.shown?.overview.audited ?? false),
    cancelRefit: () => services.refits.cancel(here().document),
    openAudit: () => openAudit(here().document, services),
    report: () => openReport(here().document, services),
    saveReport: () => saveReport(here().document, services),
    nextFinding: () => stepFinding(here(), 1, services),
    previousFinding: () => stepFinding(here(), -1, services),
    showFinding: (doc, kind, row) => named(doc).show({ view: findingView(kind as FindingKind), row: row as number }),
    showAnnotator: (doc, name) => named(doc).show({ view: annotatorView(name as string) }),
    reviewProblem: (uri, kind, row) =>
      reviewProblem(uri as vscode.Uri, kind as FindingKind, row as number | undefined, services),
    showPrinciple: (doc, id, stand) =>
      named(doc).show({ view: principleView(id as string, stand as 'for' | 'against') }),
    loadMoreFindings: kind => findings.loadMore(kind as FindingKind),
    refreshFindings: () => services.overviews.refresh(),
    addModel: () => addModel(services),
    removeModel: row => removeModel(row, services),
    locateModel: row => locateModel(row, services),
    installCuda: () => installCuda(services),
    extractPrinciples: () => extractPrinciples(here().document, services),
    importPrinciples: () => importPrinciples(here().document, services),
    savePrinciples: () => savePrinciples(here().document, services),
    ...principleCommands(here, services),
    comparePrinciples: () => comparePrinciples(here().document, services),
    rationale: () => giveReasons(here(), services),
    setServerKey: () => setServerKey(services),
    bulk: (doc, scope, kind) =>
      bulk(
        named(doc).document,
        (scope as Scope | undefined) ?? shown(),
        (kind as BulkKind | undefined) ?? null,
        services,
      ),
    export: () => bulk(here().document, shown(), 'export', services),
    saveFilter: () => saveFilter(here(), services),
    openFilter: () => openFilter(here(), services),
    removeFilter: () => removeFilter(services),
    randomCheck: doc => randomCheck(named(doc), services),
    planAnnotations: () => planAnnotations(here(), services),
    startSession: () => startSession(here(), services),
    exportTraining: doc => exportTraining(named(doc), services),
    mapFields: doc => mapFields(named(doc).document, services),
    choosePairs: doc => choosePairs(named(doc).document, services),
    mergeReviews: () => mergeReviews(here(), services),
    restartEngine: () => engine.restart(),
    showLog: () => log.show(),
    doctor: async () => {
      const content = await engine.request(doctorRequest, readMemberSettings(), undefined, 'retry');
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language: 'markdown' }));
    },
    openWalkthrough: () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', 'pairlens.pairlens#pairlens.start', false),
  };
  for (const action of Object.keys(defaultKeys) as ActionName[]) {
    handlers[action] = () => (comparisons.active ?? here()).act(action);
  }
  handlers.guidelines = () => openGuidelines(here(), services);
  handlers.duplicate = doc => addComparison(named(doc), 'copy', services);
  handlers.add = doc => addComparison(named(doc), 'blank', services);
  handlers.removeAdded = doc => removeAdded(named(doc));
  const register = ([name, handler]: [string, Handler]) =>
    vscode.commands.registerCommand(`pairlens.${name}`, async (...args: readonly unknown[]) => {
      try {
        return await handler(...args);
      } catch (error) {
        log.error(`pairlens.${name}: ${messageOf(error)}`);
        void dialogs.ask({ severity: 'error', text: messageOf(error) });
        return undefined;
      }
    });
  return vscode.Disposable.from(...Object.entries(handlers).map(register));
}

/** Runs what a page asks for. */
export async function runForPage(command: WebviewCommand, document: ComparisonDocument): Promise<void> {
  const commands: Record<WebviewCommand, readonly [string, ...unknown[]]> = {
    undo: ['undo'],
    redo: ['redo'],
    save: ['workbench.action.files.save'],
    audit: ['pairlens.audit'],
    report: ['pairlens.report'],
    openAsText: ['pairlens.openAsText', document.uri],
    help: ['pairlens.openWalkthrough'],
    guidelines: ['pairlens.guidelines'],
    mapFields: ['pairlens.mapFields', document.id],
    duplicate: ['pairlens.duplicate', document.id],
    add: ['pairlens.add', document.id],
    removeAdded: ['pairlens.removeAdded', document.id],
    randomCheck: ['pairlens.randomCheck', document.id],
    saveFilter: ['pairlens.saveFilter'],
    openFilter: ['pairlens.openFilter'],
    removeFilter: ['pairlens.removeFilter'],
  };
  // The page is not trusted to name commands: only these run.
  const entry = Object.hasOwn(commands, command) ? commands[command] : null;
  if (!entry) throw new HostError(`The editor asked for an unknown command.`);
  // A step that still waits its turn, as behind a save, is what an undo means, and not the one before it.
  if (command === 'undo' || command === 'redo') await document.whole();
  await vscode.commands.executeCommand(...entry);
}

/** Does something to many comparisons for a page: an error reaches the user as that of a command. */
export async function bulkForPage(document: ComparisonDocument, scope: Scope, kind: BulkKind | null): Promise<void> {
  if (kind !== null && !bulkChoices.some(choice => choice.kind === kind)) {
    throw new HostError('The editor asked for an unknown change.');
  }
  await vscode.commands.executeCommand('pairlens.bulk', document.id, scope, kind ?? undefined);
}

function latest({ comparisons }: CommandServices): ComparisonPanel {
  const panel = comparisons.latest;
  if (!panel) throw new HostError('Open a preference file as comparisons first (“PairLens: Open as Comparisons”).');
  return panel;
}
