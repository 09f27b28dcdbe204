import { type MergePlan, mergeRequest, type ReviewersAgreement, reviewersRequest } from '../../protocol/review.ts';
import type { ComparisonPanel } from '../editor/comparisonPanel.ts';
import { HostError } from '../hostError.ts';
import { count, fraction, percent } from '../views/words.ts';
import type { CommandServices } from './services.ts';

/** What a merge did, and how far the reviewers agree after it. */
export type Merged = Omit<MergePlan, 'action'> & ReviewersAgreement;

/**
 * Adds another reviewer's review file to that of the dataset, as one step that can be undone, and says how far the
 * reviewers agree. The lines keep their names; where they contradict one another both stay, and the comparison is a
 * conflict until somebody settles it.
 */
export async function mergeReviews(panel: ComparisonPanel, services: CommandServices): Promise<Merged | null> {
  const { engine, dialogs, overviews } = services;
  const { document } = panel;
  if (document.readOnly !== null) throw new HostError(document.readOnly);
  const file = await dialogs.open({
    title: `Merge a review into that of ${document.name}`,
    openLabel: 'Merge',
    filters: { 'Review files': ['jsonl'], 'All files': ['*'] },
    canSelectMany: false,
  });
  if (!file) return null;
  const held: { plan?: MergePlan } = {};
  await document.editWith(async () => {
    held.plan = await engine.request(mergeRequest, { doc: document.id, path: file.fsPath }, undefined, 'retry');
    return held.plan.action;
  }, 'Merge Review File');
  if (held.plan === undefined) return null;
  const { action: _, ...brought } = held.plan;
  const agreement = await engine.request(reviewersRequest, { doc: document.id }, undefined, 'retry');
  const merged = { ...brought, ...agreement };
  await overviews.refresh();
  void announce(panel, merged, services);
  return merged;
}

async function announce(panel: ComparisonPanel, merged: Merged, { dialogs }: CommandServices): Promise<void> {
  const { open } = merged.conflicts;
  const text = [sentence(merged), ...merged.pairs.slice(0, 3).map(agreement)].join(' ');
  const buttons = open > 0 ? (['Show Conflicts'] as const) : ([] as const);
  const answer = await dialogs.ask({ severity: 'information', text }, ...buttons);
  if (answer === 'Show Conflicts') panel.show({ view: { filter: { conflicts: true }, sort: 'position' } });
}

function sentence({ added, bad, reviewers, conflicts }: Merged): string {
  const lines = added === 1 ? '1 decision' : `${count(added)} decisions`;
  const whose = reviewers.map(name => (name === '' ? '(no name)' : name)).join(', ');
  const done =
    added === 0
      ? 'Nothing new: all decisions were known.'
      : `Merged ${lines} of ${whose}. Save keeps them, Undo takes them back.`;
  const left = bad === 0 ? '' : ` ${count(bad)} lines could not be read.`;
  const disputed = conflicts.open === 1 ? '1 conflict is' : `${count(conflicts.open)} conflicts are`;
  return `${done}${left} ${conflicts.all === 0 ? 'There is no conflict.' : `${disputed} not settled.`}`;
}

/** "ada and jonas agree on 41 of 50 (82 %), kappa .61 (.42 to .80)." */
function agreement({ reviewers, agreement: { raw, kappa } }: Merged['pairs'][number]): string {
  const [one, other] = reviewers.map(name => (name === '' ? '(no name)' : name));
  const equal = Math.round(raw.value * raw.n);
  const said = `${one} and ${other} agree on ${count(equal)} of ${count(raw.n)} (${percent(raw.value)})`;
  if (kappa === null) return `${said}; all verdicts are alike, so kappa can’t be told.`;
  return `${said}, Cohen’s kappa ${fraction(kappa.value)} (${fraction(kappa.low)} to ${fraction(kappa.high)}).`;
}
