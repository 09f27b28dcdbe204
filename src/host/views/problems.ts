import * as vscode from 'vscode';
import { type Problem, problemsRequest } from '../../protocol/problems.ts';
import { pathOf } from '../documentUri.ts';
import type { OpenComparisons } from '../editor/openComparisons.ts';
import type { EngineClient } from '../engine/engineClient.ts';
import { mapFor } from '../fieldMaps.ts';
import { messageOf } from '../hostError.ts';
import type { Log } from '../log.ts';
import { readSettings } from '../settings.ts';
import { shiftLine } from './shiftLines.ts';
import { count } from './words.ts';

/** Findings of a file that the Problems panel lists; the view *Findings* has the rest. */
const most = 1000;

/** Milliseconds of quiet after which findings are asked for again. */
const quiet = 500;

/** Endings of files that hold comparisons line by line, so that a finding has a place in their text. */
const endings = /\.(jsonl|ndjson|json|csv|tsv)$/i;

/** A diagnostic that knows its comparison. */
export class ProblemDiagnostic extends vscode.Diagnostic {
  constructor(
    range: vscode.Range,
    readonly problem: Problem,
  ) {
    super(range, problem.text, severities[problem.weight]);
    this.source = 'PairLens';
    this.code = problem.kind;
  }
}

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  note: vscode.DiagnosticSeverity.Information,
} as const;

interface Services {
  readonly engine: EngineClient;
  readonly comparisons: OpenComparisons;
  readonly storage: string;
  readonly log: Log;
}

/**
 * Shows the findings of audited files that are open as text in the Problems panel, at their lines. They move with the lines
 * while the text is edited; a finding goes when its line is touched.
 */
export class ProblemsPanel implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('pairlens');
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly asked = new Map<string, vscode.CancellationTokenSource>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly services: Services) {
    const { engine, comparisons } = services;
    const ofDocument = (doc: string) => comparisons.all.find(panel => panel.document.id === doc)?.document.uri;
    this.subscriptions = [
      vscode.workspace.onDidOpenTextDocument(document => this.soon(document.uri)),
      vscode.workspace.onDidSaveTextDocument(document => this.soon(document.uri)),
      vscode.workspace.onDidCloseTextDocument(document => this.forget(document.uri)),
      vscode.workspace.onDidChangeTextDocument(event => this.follow(event)),
      vscode.workspace.onDidChangeConfiguration(
        event => event.affectsConfiguration('pairlens.problems') && this.refreshAll(),
      ),
      engine.onChanged(({ doc, rows }) => {
        const uri = ofDocument(doc);
        // An audit and a save change any row; single decisions are not on disk yet.
        if (uri && rows === null) this.soon(uri);
      }),
    ];
    this.refreshAll();
  }

  /** Diagnostics of a file, as the panel lists them. */
  of(uri: vscode.Uri): readonly vscode.Diagnostic[] {
    return this.collection.get(uri) ?? [];
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    for (const source of this.asked.values()) source.cancel();
    for (const subscription of this.subscriptions) subscription.dispose();
    this.collection.dispose();
  }

  private refreshAll(): void {
    for (const { uri } of vscode.workspace.textDocuments) this.soon(uri);
  }

  private soon(uri: vscode.Uri): void {
    if (uri.scheme !== 'file' || !endings.test(uri.path)) return;
    clearTimeout(this.timers.get(uri.toString()));
    this.timers.set(
      uri.toString(),
      setTimeout(() => void this.refresh(uri), quiet),
    );
  }

  private forget(uri: vscode.Uri): void {
    clearTimeout(this.timers.get(uri.toString()));
    this.timers.delete(uri.toString());
    this.asked.get(uri.toString())?.cancel();
    this.collection.delete(uri);
  }

  private async refresh(uri: vscode.Uri): Promise<void> {
    const name = uri.toString();
    const text = vscode.workspace.textDocuments.find(document => document.uri.toString() === name);
    if (!text || text.isDirty) return;
    if (!vscode.workspace.getConfiguration('pairlens', uri).get<boolean>('problems', true)) {
      this.collection.delete(uri);
      return;
    }
    this.asked.get(name)?.cancel();
    const source = new vscode.CancellationTokenSource();
    this.asked.set(name, source);
    const { engine, storage, log } = this.services;
    const { version } = text;
    try {
      const { pairs } = readSettings(uri);
      const params = { path: pathOf(uri), storage, map: mapFor(uri), pairs, most };
      const found = await engine.request(problemsRequest, params, source.token, 'retry');
      if (source.token.isCancellationRequested || text.isClosed || text.version !== version) return;
      // Without an audit of this very content, what is shown has moved with the lines and still tells of them.
      if (found === null) return;
      this.collection.set(
        uri,
        found.problems.flatMap(problem => diagnosticOf(problem, text)),
      );
      if (found.all > found.problems.length) {
        log.info(`${name}: ${count(most)} of ${count(found.all)} findings are in the Problems panel.`);
      }
    } catch (error) {
      if (!source.token.isCancellationRequested) log.info(`No problems are shown of ${name}: ${messageOf(error)}`);
    } finally {
      if (this.asked.get(name) === source) this.asked.delete(name);
      source.dispose();
    }
  }

  private follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    let left = [...(this.collection.get(document.uri) ?? [])];
    if (left.length === 0 || contentChanges.length === 0) return;
    for (const { range, text } of contentChanges) {
      const change = { first: range.start.line, last: range.end.line, breaks: text.split('\n').length - 1 };
      left = left.flatMap(diagnostic => {
        const line = shiftLine(diagnostic.range.start.line, change);
        if (line === null) return [];
        return line === diagnostic.range.start.line ? [diagnostic] : movedTo(line, diagnostic);
      });
    }
    this.collection.set(document.uri, left);
  }
}

function movedTo(line: number, diagnostic: vscode.Diagnostic): vscode.Diagnostic[] {
  if (!(diagnostic instanceof ProblemDiagnostic)) return [];
  const { start, end } = diagnostic.range;
  const moved = new ProblemDiagnostic(new vscode.Range(line, start.character, line, end.character), diagnostic.problem);
  if (diagnostic.relatedInformation) moved.relatedInformation = diagnostic.relatedInformation;
  return [moved];
}

function diagnosticOf(problem: Problem, text: vscode.TextDocument): ProblemDiagnostic[] {
  if (problem.line > text.lineCount) return [];
  const diagnostic = new ProblemDiagnostic(text.lineAt(problem.line - 1).range, problem);
  diagnostic.relatedInformation = problem.related
    .filter(line => line <= text.lineCount)
    .map(line => {
      const place = new vscode.Location(text.uri, new vscode.Position(line - 1, 0));
      return new vscode.DiagnosticRelatedInformation(place, `line ${line}`);
    });
  return [diagnostic];
}
