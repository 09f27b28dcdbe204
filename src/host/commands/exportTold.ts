import * as vscode from 'vscode';
import type { TrainingTarget, TrainingWritten } from '../../protocol/training.ts';
import type { CommandServices } from './services.ts';

/** Says what an export for training wrote, left out and could not hold, and offers to open what it made. */
export async function tellTraining(
  written: TrainingWritten,
  { id }: TrainingTarget,
  { dialogs }: Pick<CommandServices, 'dialogs'>,
): Promise<void> {
  const { files, card, trainers } = written;
  const buttons = [
    'Open',
    ...(card === null ? [] : (['Open Data Card'] as const)),
    ...(trainers.length === 0 ? [] : (['Show Trainer Settings'] as const)),
  ] as const;
  const answer = await dialogs.ask({ severity: 'information', text: trainingWords(written, id) }, ...buttons);
  if (answer === 'Open') await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(files[0]!.path));
  if (answer === 'Open Data Card') {
    await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.file(card!));
  }
  if (answer === 'Show Trainer Settings') {
    const content = settingsText(written);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language: 'markdown' }));
  }
}

/** What came of an export, in sentences. */
export function trainingWords({ files, leftOut, refused, lost, remarks }: TrainingWritten, target: string): string {
  const n = (count: number): string => count.toLocaleString('en-US');
  const listed = (items: readonly (readonly [string, number])[]): string =>
    items.map(([what, count]) => `${what} (${n(count)})`).join(', ');
  const parts = files.map(({ part, records }) => {
    const what = records === 1 ? 'record' : 'records';
    return part === 'all' ? `${n(records)} ${what}` : `${n(records)} ${what} to ${part} on`;
  });
  const sentences = [
    `${parts.join(' and ')} written as ${target}.`,
    leftOut.length > 0 ? `Left out: ${listed(leftOut)}.` : '',
    refused.length > 0 ? `Not possible in this format: ${listed(refused)}.` : '',
    lost.length > 0 ? `Not held by it: ${listed(lost)}.` : '',
    ...remarks,
  ];
  return sentences.filter(sentence => sentence !== '').join(' ');
}

/** The lines for each trainer, as Markdown. */
function settingsText({ trainers }: TrainingWritten): string {
  const parts = trainers.map(({ trainer, language, lines, why }) =>
    [`## ${trainer}`, ...why, `\`\`\`${language}\n${lines.trimEnd()}\n\`\`\``].join('\n\n'),
  );
  return `${['# Settings that fit this export', ...parts].join('\n\n')}\n`;
}
