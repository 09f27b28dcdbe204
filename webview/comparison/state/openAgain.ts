import type { OpenAgain, Unconfirmed } from '../../../src/protocol/webview.ts';

/** Where a silent host's page leads: into VS Code itself, which runs this command without that host. */
export const reloadLink = 'command:workbench.action.reloadWindow';

/** File that the page belongs to, as its host wrote it into the page (`pageHtml`); null where it did not. */
export function fileOfPage(root: HTMLElement): string | null {
  const { file } = root.dataset;
  return file === undefined ? null : decodeURIComponent(file);
}

/**
 * The link that has the file opened again by the host that VS Code started in the place of a silent one. VS Code follows it where a
 * person clicks it, and only then.
 */
export function openAgainLink(file: string, unconfirmed: readonly Unconfirmed[]): string {
  const what: OpenAgain = { file, unconfirmed };
  return `command:pairlens.openAgain?${encodeURIComponent(JSON.stringify([what]))}`;
}
