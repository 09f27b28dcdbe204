import * as vscode from 'vscode';
import type {
  ReportCheckMessage,
  ReportFilterMessage,
  ReportReadyMessage,
  ReportSplitAnswer,
  ReportSplitMessage,
} from '../../audit/reportData.ts';
import { reportRequest, writeReportRequest } from '../../protocol/auditing.ts';
import { splitRequest } from '../../protocol/split.ts';
import type { View } from '../../protocol/view.ts';
import type { ComparisonDocument } from '../editor/comparisonDocument.ts';
import { HostError, messageOf } from '../hostError.ts';
import { pageHtml, pageOptions } from '../webviewPage.ts';
import { findingView, principleView } from './navigate.ts';
import type { CommandServices } from './services.ts';

const page = { title: 'Audit report', script: 'report.js', styles: ['codicon.css', 'report.css'] };
const panels = new Map<string, vscode.WebviewPanel>();

/** Opens the audit report of a document beside it, or brings it to the front, up to date. */
export async function openReport(document: ComparisonDocument, services: CommandServices): Promise<void> {
  const { engine, extensionUri, log } = services;
  if (!(await engine.request(reportRequest, { doc: document.id }, undefined, 'retry'))) throw notAudited(document);
  const panel =
    panels.get(document.id) ??
    vscode.window.createWebviewPanel('pairlens.report', `Report: ${document.name}`, vscode.ViewColumn.Active, {
      ...pageOptions(extensionUri),
      enableFindWidget: true,
    });
  const post = async () => {
    try {
      const report = await engine.request(reportRequest, { doc: document.id }, undefined, 'retry');
      await panel.webview.postMessage({ type: 'report', data: report });
    } catch (error) {
      log.warn(`Report of ${document.name}: ${String(error)}`);
    }
  };
  const split = async ({ column }: ReportSplitMessage) => {
    const answer = async (): Promise<ReportSplitAnswer['split']> => {
      try {
        const made = await engine.request(splitRequest, { doc: document.id, column }, undefined, 'retry');
        return made ?? { failed: notAudited(document).message };
      } catch (error) {
        return { failed: messageOf(error) };
      }
    };
    await panel.webview.postMessage({ type: 'split', split: await answer() } satisfies ReportSplitAnswer);
  };
  if (panels.has(document.id)) {
    panel.reveal();
    return post();
  }
  panels.set(document.id, panel);
  const closed = document.onDidDispose(() => panel.dispose());
  panel.onDidDispose(() => {
    panels.delete(document.id);
    closed.dispose();
  });
  const icon = (theme: string) => vscode.Uri.joinPath(extensionUri, 'media', `tab-${theme}.svg`);
  panel.iconPath = { light: icon('light'), dark: icon('dark') };
  panel.webview.onDidReceiveMessage(message => {
    if (isOf<ReportFilterMessage>(message, 'filter')) showFiltered(document, message, services);
    else if (isOf<ReportCheckMessage>(message, 'randomCheck')) {
      void vscode.commands.executeCommand('pairlens.randomCheck', document.id);
    } else if (isOf<ReportSplitMessage>(message, 'splitBy')) void split(message);
    // What was posted before the page listened is lost.
    else if (isOf<ReportReadyMessage>(message, 'ready')) void post();
  });
  // A page that was hidden starts again from nothing.
  panel.onDidChangeViewState(() => panel.visible && post());
  panel.webview.html = pageHtml(panel.webview, extensionUri, page);
}

/** Writes the report as one HTML file where the user says. @returns its place, or null if the user changed their mind */
export async function saveReport(document: ComparisonDocument, services: CommandServices): Promise<vscode.Uri | null> {
  const { engine, dialogs } = services;
  if (!(await engine.request(reportRequest, { doc: document.id }, undefined, 'retry'))) throw notAudited(document);
  const place = await dialogs.saveAs({
    defaultUri: vscode.Uri.joinPath(document.uri, '..', `${document.name.replace(/\.[^.]*$/, '')}.report.html`),
    filters: { 'HTML report': ['html'] },
    title: 'Save the audit report',
  });
  if (!place) return null;
  await engine.request(writeReportRequest, { doc: document.id, path: place.fsPath });
  void dialogs
    .ask({ severity: 'information', text: `The report of ${document.name} is saved.` }, 'Open in Browser')
    .then(answer => answer && vscode.env.openExternal(place));
  return place;
}

function isOf<M extends { readonly type: string }>(message: unknown, type: M['type']): message is M {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === type;
}

/** Shows the comparisons behind a figure of the report in the document's editor. */
function showFiltered(document: ComparisonDocument, { filter }: ReportFilterMessage, services: CommandServices): void {
  services.comparisons.of(document)?.show({ view: viewOf(filter) });
}

/** A condition comes into the filter box of the editor, where it can be changed and removed. */
function viewOf(filter: ReportFilterMessage['filter']): View {
  if ('condition' in filter) return { filter: { text: { kind: 'sql', value: filter.condition } }, sort: filter.sort };
  return 'finding' in filter ? findingView(filter.finding) : principleView(filter.principle.id, filter.principle.stand);
}

function notAudited({ name }: ComparisonDocument): HostError {
  return new HostError(`${name} was not audited yet. Run “PairLens: Audit This Dataset” first.`);
}
