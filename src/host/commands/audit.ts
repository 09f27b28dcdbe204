import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { AuditProgress } from '../../audit/audit.ts';
import { auditProgress, auditRequest, type MemberChoice } from '../../protocol/auditing.ts';
import type { Figures } from '../../reward/figures.ts';
import type { ComparisonDocument } from '../editor/comparisonDocument.ts';
import { HostError } from '../hostError.ts';
import { memberChoiceOf } from '../refits.ts';
import { readSettings } from '../settings.ts';
import { count, findingLook } from '../views/words.ts';
import type { CommandServices } from './services.ts';

const running = new WeakSet<ComparisonDocument>();

/**
 * Audits a document with progress and Cancel.
 *
 * @returns its figures, or null if it was cancelled or is running already
 * @throws HostError in a workspace that is not trusted: there, files are read and edited only
 */
export async function auditDocument(document: ComparisonDocument, services: CommandServices): Promise<Figures | null> {
  if (!vscode.workspace.isTrusted) {
    throw new HostError(
      'This workspace is not trusted: comparisons can be read and edited, not audited. Trust it first (Workspaces: Manage Workspace Trust).',
    );
  }
  if (running.has(document)) return null;
  running.add(document);
  try {
    const without = services.choices.without(document.uri);
    const figures = await withProgress(document, memberChoiceOf(document, services.choices), services);
    if (figures) {
      await services.choices.settle(document.uri, without);
      void announce(document, figures, services);
    }
    return figures;
  } finally {
    running.delete(document);
  }
}

async function withProgress(
  document: ComparisonDocument,
  members: MemberChoice,
  { engine, log }: CommandServices,
): Promise<Figures | null> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: `Auditing ${document.name}`,
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    let done = 0;
    const report = ({ stage, share, secondsLeft }: AuditProgress) => {
      const increment = Math.max(0, share * 100 - done);
      done += increment;
      progress.report({ message: secondsLeft === undefined ? stage : `${stage}, ${left(secondsLeft)}`, increment });
    };
    const request = { doc: document.id, seed: readSettings(document.uri).seed, progress: randomUUID(), members };
    try {
      const figures = await engine.requestWithProgress(
        auditRequest,
        request,
        { type: auditProgress, token: request.progress, report },
        token,
      );
      log.info(`Audited ${document.name}: ${figures.comparisons} comparisons in ${figures.seconds.toFixed(1)} s`);
      return figures;
    } catch (error) {
      if (token.isCancellationRequested) return null;
      throw error;
    }
  });
}

async function announce(document: ComparisonDocument, figures: Figures, services: CommandServices): Promise<void> {
  await services.overviews.refresh();
  const answer = await services.dialogs.ask(
    { severity: 'information', text: `${document.name}: ${summary(figures)}` },
    'Show Findings',
    'Open Report',
  );
  if (answer === 'Show Findings') await vscode.commands.executeCommand('pairlens.findings.focus');
  if (answer === 'Open Report') await vscode.commands.executeCommand('pairlens.report');
}

/** "98 mislabeled, 41 contested and 3 more kinds of findings", most important kinds first. */
function summary({ findings }: Figures): string {
  const found = (Object.keys(findingLook) as (keyof typeof findingLook)[])
    .map(kind => ({ kind, n: findings[kind] ?? 0 }))
    .filter(({ n }) => n > 0);
  if (found.length === 0) return 'the audit found nothing to look at.';
  const named = found.slice(0, 3).map(({ kind, n }) => `${count(n)} ${findingLook[kind].title.toLowerCase()}`);
  const rest = found.length - named.length;
  return `${named.join(', ')}${rest > 0 ? ` and ${rest} more ${rest === 1 ? 'kind' : 'kinds'} of findings` : ''}.`;
}

/** No finer than it can be known. */
function left(seconds: number): string {
  return seconds < 90 ? 'less than 2 minutes left' : `about ${Math.round(seconds / 60)} minutes left`;
}
