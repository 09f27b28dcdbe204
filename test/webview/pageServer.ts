import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

/** Themes of the tests, by file in `themes/`, with the class that VS Code gives the body. */
export const themes = { dark: 'vscode-dark', light: 'vscode-light', 'high-contrast': 'vscode-high-contrast' } as const;

/** The file that a page is told it is about, as a URI. */
export const pageFile = 'file:///data/a "file".jsonl';

/** Name of a theme. */
export type Theme = keyof typeof themes;

/** Folder of the built pages. */
export const builtPages = join(process.env.PAIRLENS_DIST ?? 'dist', 'webview');

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.ttf': 'font/ttf',
  '.map': 'application/json',
};

/** Serves the built page on the loopback interface, under the policy that the extension gives its webviews. */
export interface PageServer {
  readonly origin: string;
  close(): Promise<void>;
}

export async function servePages(): Promise<PageServer> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const asked = url.searchParams;
    if (url.pathname === '/')
      sendPage(response, origin, (asked.get('theme') ?? 'dark') as Theme, asked.get('page') ?? 'comparison');
    else void sendFile(response, url.pathname);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve, reject) => {
        server.close(error => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

function sendPage(response: ServerResponse, origin: string, theme: Theme, page: string): void {
  const nonce = randomBytes(16).toString('base64url');
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.setHeader(
    'Content-Security-Policy',
    `default-src 'none'; img-src ${origin} data:; style-src ${origin} 'nonce-${nonce}'; font-src ${origin}; script-src 'nonce-${nonce}'`,
  );
  response.end(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta property="csp-nonce" content="${nonce}">
<link rel="stylesheet" href="/themes/${theme}.css">
<link rel="stylesheet" href="/codicon.css">
<link rel="stylesheet" href="/${page}.css">
<title>PairLens</title>
</head>
<body class="${themes[theme]}">
<div id="app" data-file="${encodeURIComponent(pageFile)}"></div>
<script nonce="${nonce}" src="/${page}.js"></script>
</body>
</html>`);
}

async function sendFile(response: ServerResponse, path: string): Promise<void> {
  const isTheme = path.startsWith('/themes/');
  const file = isTheme ? join('test/webview', path) : join(builtPages, path);
  try {
    const content = await readFile(file);
    response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream');
    response.end(content);
  } catch {
    response.statusCode = 404;
    response.end();
  }
}
