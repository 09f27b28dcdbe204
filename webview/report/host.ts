import type {
  ReportCheckMessage,
  ReportFilterMessage,
  ReportReadyMessage,
  ReportSplitMessage,
} from '../../src/audit/reportData.ts';
import { takeVsCodeApi } from '../vscodeApi.ts';
import { el } from './element.ts';

const api = 'acquireVsCodeApi' in window ? takeVsCodeApi() : null;

/** Tells VS Code, if that is where the report is open, that data can be sent. */
export function sayReady(): void {
  const message: ReportReadyMessage = { type: 'ready' };
  api?.postMessage(message);
}

/** True in VS Code, where there is an editor to show comparisons in. */
export const hasEditor = api !== null;

/** Asks VS Code to show comparisons in the editor. */
export function showComparisons(filter: ReportFilterMessage['filter']): void {
  const message: ReportFilterMessage = { type: 'filter', filter };
  api?.postMessage(message);
}

/** Asks VS Code for the labels split by a column; null: by one that is a context, if there is one. */
export function askSplit(column: string | null): void {
  const message: ReportSplitMessage = { type: 'splitBy', column };
  api?.postMessage(message);
}

/** A link that starts a random check in the editor; plain text where there is no editor. */
export function checkLink(text: string): HTMLElement {
  if (api === null) return el('span', {}, text);
  const button = el('button', { type: 'button', class: 'link', title: 'Random check: judge some blind' }, text);
  const message: ReportCheckMessage = { type: 'randomCheck' };
  button.addEventListener('click', () => api.postMessage(message));
  return button;
}

/** A link that shows comparisons in the editor; plain text where there is no editor. */
export function filterLink(text: string, filter: ReportFilterMessage['filter'], title: string): HTMLElement {
  if (api === null) return el('span', {}, text);
  const button = el('button', { type: 'button', class: 'link', title }, text);
  button.addEventListener('click', () => showComparisons(filter));
  return button;
}
