import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** A page of the extension: its script and stylesheets, all files of `dist/webview`. */
export interface Page {
  readonly title: string;
  readonly script: string;
  readonly styles: readonly string[];
}

/** Folder of the built pages; the only one that a webview may load from. */
export function pagesFolder(extension: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'dist', 'webview');
}

/**
 * Options of a webview that shows a page: scripts, and files from the pages' folder alone.
 * @param commands what its links may run in VS Code
 */
export function pageOptions(extension: vscode.Uri, commands: readonly string[] = []): vscode.WebviewOptions {
  const links = commands.length === 0 ? {} : { enableCommandUris: commands };
  return { enableScripts: true, localResourceRoots: [pagesFolder(extension)], ...links };
}

/**
 * The page's HTML. Nothing may be loaded but the extension's own files, and no script runs without this load's nonce.
 * @param file what the page is about, for pages that must know it also when their host is gone
 */
export function pageHtml(webview: vscode.Webview, extension: vscode.Uri, page: Page, file?: vscode.Uri): string {
  const nonce = randomBytes(24).toString('base64url');
  const url = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(pagesFolder(extension), file)).toString();
  const policy = [
    "default-src 'none'",
    `img-src ${webview.cspSource} data:`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  // Nothing that would end the attribute is left by this.
  const about = file === undefined ? '' : ` data-file="${encodeURIComponent(file.toString())}"`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="${nonce}">
${page.styles.map(file => `<link rel="stylesheet" href="${url(file)}">`).join('\n')}
<title>${page.title}</title>
</head>
<body>
<div id="app"${about}></div>
<script nonce="${nonce}" src="${url(page.script)}"></script>
</body>
</html>`;
}
