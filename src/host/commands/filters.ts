import { wholeFile } from '../../protocol/view.ts';
import type { ComparisonPanel } from '../editor/comparisonPanel.ts';
import { HostError } from '../hostError.ts';
import { filterWords } from './filterWords.ts';
import type { CommandServices } from './services.ts';

/** Keeps the filter and the order that an editor shows, under a name that the user gives. */
export async function saveFilter(panel: ComparisonPanel, { dialogs, filters }: CommandServices): Promise<void> {
  const view = panel.state?.view ?? wholeFile;
  if (Object.keys(view.filter).length === 0) {
    throw new HostError('The whole file is shown. Choose a finding or type a filter first, then save it.');
  }
  const name = await dialogs.input({
    title: 'Save Filter As',
    prompt: `Name for: ${filterWords(view)}`,
    value: filterWords(view).slice(0, 40),
    validateInput: text => (text.trim() === '' ? 'Type a name.' : null),
  });
  if (name === undefined || name.trim() === '') return;
  await filters.save({ name: name.trim(), view });
}

/** Shows a saved filter that the user picks. */
export async function openFilter(panel: ComparisonPanel, services: CommandServices): Promise<void> {
  const chosen = await pick('Open Saved Filter', services);
  if (chosen !== undefined) panel.show({ view: chosen.view });
}

/** Forgets a saved filter that the user picks. */
export async function removeFilter(services: CommandServices): Promise<void> {
  const chosen = await pick('Remove Saved Filter', services);
  if (chosen !== undefined) await services.filters.remove(chosen.name);
}

async function pick(title: string, { dialogs, filters }: CommandServices) {
  const saved = filters.all;
  if (saved.length === 0) {
    throw new HostError('No filter was saved in this workspace. Run “PairLens: Save Filter As...” first.');
  }
  const items = saved.map(filter => ({ label: filter.name, description: filterWords(filter.view), filter }));
  return (await dialogs.pick(items, { title, matchOnDescription: true }))?.filter;
}
