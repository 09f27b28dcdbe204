import * as vscode from 'vscode';
import type { Overview } from '../../protocol/overview.ts';
import type { OpenComparisons } from '../editor/openComparisons.ts';
import { deviceLines, workLine } from './memberText.ts';
import type { Overviews } from './overviews.ts';
import { count, findingLook } from './words.ts';

/** The status bar item: the ensemble and how far the review is, while a comparison editor has the focus. */
export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('pairlens.status', vscode.StatusBarAlignment.Right, 90);
  private readonly listening: vscode.Disposable;

  constructor(
    private readonly overviews: Overviews,
    private readonly comparisons: OpenComparisons,
  ) {
    this.item.name = 'PairLens';
    this.listening = vscode.Disposable.from(
      overviews.onDidChange(() => this.update()),
      comparisons.onDidChange(() => this.update()),
    );
  }

  /** What it says, or null while it is hidden. */
  get text(): string | null {
    return this.comparisons.active && this.overviews.shown ? this.item.text : null;
  }

  dispose(): void {
    this.listening.dispose();
    this.item.dispose();
  }

  private update(): void {
    const { shown } = this.overviews;
    if (!this.comparisons.active || !shown) {
      this.item.hide();
      return;
    }
    const { overview } = shown;
    this.item.text = statusText(overview);
    this.item.command = overview.audited ? 'pairlens.findings.focus' : 'pairlens.audit';
    this.item.tooltip = tooltipOf(overview);
    this.item.show();
  }
}

/** What a click does, and where the members' models ran, with the reason. */
function tooltipOf({ audited, members, work }: Overview): string {
  if (!audited) return 'Audit this dataset';
  const devices = deviceLines(members);
  const head = devices.length === 0 ? 'No member ran a model: all were fitted on this file, on the CPU.' : '';
  const cost = work === null ? [] : [workLine(work, members)];
  return [...(head === '' ? devices : [head]), ...cost, 'Click: show the findings'].join('\n');
}

/** "PairLens: 4 members, 46 of 98 reviewed", "4 members (refitting, 40 %)"; before an audit "PairLens: not audited, 3 of 2,312 reviewed". */
export function statusText({
  audited,
  stale,
  members,
  findings,
  reviewed,
  rowCount,
  indexed,
  refit,
}: Overview): string {
  const used = members.filter(member => member.used).length;
  const ensemble = audited
    ? `${used} ${used === 1 ? 'member' : 'members'}${refit ? ` (refitting, ${Math.floor(100 * refit.share)} %)` : stale ? ' (audit is stale)' : ''}`
    : 'not audited';
  const first = findings.find(finding => finding.count > 0);
  const progress =
    audited && first
      ? `${count(first.count - first.open)} of ${count(first.count)} ${findingLook[first.kind].title.toLowerCase()} reviewed`
      : `${count(reviewed)} of ${count(rowCount)}${indexed ? '' : '+'} reviewed`;
  return `$(split-horizontal) PairLens: ${ensemble}, ${progress}`;
}
