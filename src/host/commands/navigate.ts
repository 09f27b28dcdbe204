import { locateRequest, windowRequest } from '../../protocol/reading.ts';
import type { View } from '../../protocol/view.ts';
import type { FindingKind } from '../../reward/finding.ts';
import type { ComparisonPanel } from '../editor/comparisonPanel.ts';
import { HostError } from '../hostError.ts';
import type { CommandServices } from './services.ts';

/** The view of one kind of finding, the most urgent first. */
export function findingView(kind: FindingKind): View {
  return kind === 'mislabeled' || kind === 'suspect'
    ? { filter: { finding: kind }, sort: 'p' }
    : { filter: { finding: kind }, sort: 'score', descending: true };
}

/** The comparisons that a principle speaks for or against. */
export function principleView(id: string, stand: 'for' | 'against'): View {
  return { filter: { principle: { id, stand } }, sort: 'position' };
}

/** The comparisons that somebody voted on. */
export function annotatorView(name: string): View {
  const value = `list_contains(annotator_names, '${name.replaceAll("'", "''")}')`;
  return { filter: { text: { kind: 'sql', value } }, sort: 'position' };
}

/** Goes to the next (+1) or previous (-1) comparison of the finding that the editor shows, or else of the first kind. */
export async function stepFinding(panel: ComparisonPanel, step: 1 | -1, services: CommandServices): Promise<void> {
  const { engine, overviews } = services;
  const doc = panel.document.id;
  const shown = panel.state?.view.filter.finding ? panel.state.view : null;
  const first = overviews.shown?.overview.findings.find(({ count }) => count > 0)?.kind;
  if (!shown && !first)
    throw new HostError('There are no findings to go to. Run “PairLens: Audit This Dataset” first.');
  const view = shown ?? findingView(first as FindingKind);
  const row = panel.state?.row ?? 0;
  const at = await engine.request(locateRequest, { doc, view, row }, undefined, 'retry');
  const ask = (start: number, count: number) =>
    engine.request(windowRequest, { doc, view, start, count }, undefined, 'retry');
  const { total } = await ask(0, 0);
  if (total === 0) return;
  const position = at === null ? (step === 1 ? 0 : total - 1) : (at + step + total) % total;
  const { items } = await ask(position, 1);
  if (items[0]) panel.show({ view, row: items[0].row });
}
