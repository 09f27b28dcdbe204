import type { ReportFilterMessage } from '../../src/audit/reportData.ts';
import { takeVsCodeApi } from '../vscodeApi.ts';
import { el } from './element.ts';

const api = 'acquireVsCodeApi' in window ? takeVsCodeApi() : null;

/** True inside VS Code, where comparisons can be shown. */
export const inVsCode = api !== null;

/** A link that shows comparisons in the editor; plain text where there is no editor. */
export function filterLink(text: string, filter: ReportFilterMessage['filter'], title: string): HTMLElement {
  if (api === null) return el('span', {}, text);
  const button = el('button', { type: 'button', class: 'link', title }, text);
  button.addEventListener('click', () => {
    const message: ReportFilterMessage = { type: 'filter', filter };
    api.postMessage(message);
  });
  return button;
}
