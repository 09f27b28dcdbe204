import * as vscode from 'vscode';
import type { ComparisonDocument } from '../editor/comparisonDocument.ts';
import { settingTarget } from '../fieldMaps.ts';
import { HostError } from '../hostError.ts';
import { rereadDocument } from './rereadDocument.ts';
import type { CommandServices } from './services.ts';

const policies = [
  { label: 'Best against worst', description: 'one comparison a list, with the surest label', pairs: 'best-worst' },
  { label: 'Each against the next', description: 'as many as there are levels, less one', pairs: 'adjacent' },
  { label: 'All pairs', description: 'every two responses of a list', pairs: 'all' },
  { label: 'All that lie far enough apart…', description: 'pairs whose levels differ by a number', pairs: null },
] as const;

/** Asks which comparisons are made of the lists of a file, keeps that in the settings, and reads the file anew. */
export async function choosePairs(document: ComparisonDocument, services: CommandServices): Promise<string | null> {
  const { dialogs } = services;
  const { pairs: now } = document.opened.format;
  if (now === undefined) {
    throw new HostError(
      `${document.name} holds one comparison a record (${document.opened.format.name}), so there are no pairs to choose.`,
    );
  }
  const items = policies.map(policy => ({
    ...policy,
    ...(isOf(now, policy.pairs) && { detail: `as it is now (${now})` }),
  }));
  const chosen = await dialogs.pick(items, {
    title: `Pairs of the lists of ${document.name}`,
    matchOnDescription: true,
  });
  const pairs = chosen === undefined ? undefined : (chosen.pairs ?? (await askThreshold(now, services)));
  if (pairs === undefined || pairs === now) return null;
  if (!(await rereadDocument(document, { pairs }, services))) return null;
  await vscode.workspace.getConfiguration('pairlens', document.uri).update('pairs', pairs, settingTarget(document.uri));
  return pairs;
}

function isOf(now: string, policy: string | null): boolean {
  return policy === null ? now.startsWith('threshold:') : now === policy;
}

async function askThreshold(now: string, { dialogs }: CommandServices): Promise<string | undefined> {
  const text = await dialogs.input({
    title: 'Least difference of the levels',
    prompt: 'In the unit of the file: ranks, or the points of its ratings.',
    value: /^threshold:(.+)$/.exec(now)?.[1] ?? '1',
    validateInput: value => (Number(value) > 0 ? null : 'Type a number above 0.'),
  });
  return text !== undefined && Number(text) > 0 ? `threshold:${Number(text)}` : undefined;
}
