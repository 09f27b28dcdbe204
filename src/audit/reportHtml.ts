import { createHash } from 'node:crypto';
import type { ReportData } from './reportData.ts';

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** JSON that cannot end a script element or open a comment in it, whatever the dataset's texts hold. */
function embeddable(data: ReportData): string {
  return JSON.stringify(data).replaceAll('<', String.raw`\u003c`);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A script or style as it may stand inside its element: no end tag in it. */
function inElement(source: string, element: 'script' | 'style'): string {
  return element === 'script'
    ? source.replaceAll(/<(?=\/script|!--)/giu, String.raw`\x3c`)
    : source.replaceAll(/<(?=\/style)/giu, String.raw`\3c `);
}

/**
 * The audit report as one HTML document that loads nothing: data, script and style are inside, and its content security
 * policy allows just these two by their hashes. Works from `file://`.
 *
 * @param script the built `dist/webview/report.js`
 * @param css the built `dist/webview/report.css`
 */
export function reportHtml(data: ReportData, script: string, css: string): string {
  const code = inElement(script, 'script');
  const style = inElement(css, 'style');
  const policy = `default-src 'none'; script-src ${hash(code)}; style-src ${hash(style)}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>PairLens report: ${escaped(data.file)}</title>
<style>${style}</style>
</head>
<body>
<main id="report"></main>
<script type="application/json" id="report-data">${embeddable(data)}</script>
<script>${code}</script>
</body>
</html>
`;
}
