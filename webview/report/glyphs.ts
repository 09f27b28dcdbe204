import type { FindingKind } from '../../src/reward/finding.ts';
import { svg } from './element.ts';

type Tone = 'warn' | 'info' | 'plain' | 'error';

/** A shape of its own for each kind of finding, so that colour carries no meaning alone. Paths on a 16 x 16 grid. */
const glyphs: Readonly<Record<FindingKind, readonly [tone: Tone, path: string]>> = {
  mislabeled: ['warn', 'M8 2 14.5 13.5H1.5Z M8 6.5V9.5 M8 11.2V12'],
  suspect: ['warn', 'M8 2 14.5 13.5H1.5Z M6.6 8.2C6.8 6.6 9.4 6.8 9.2 8.3 9.1 9.1 8 9.2 8 10 M8 11.4V12'],
  contested: ['info', 'M1.5 2.5H10V8.5H5.5L3.5 10.5V8.5H1.5Z M12 5.5H14.5V11H13V13L11 11H6.5V10.5'],
  ambiguous: ['info', 'M8 1.8A6.2 6.2 0 1 1 7.99 1.8 M6.2 6.4C6.3 4.2 9.9 4.4 9.7 6.6 9.6 7.8 8 7.8 8 9.2 M8 11V11.8'],
  uncertain: ['info', 'M1.5 8C4 3 6 13 8 8S12 3 14.5 8'],
  contradiction: ['warn', 'M4.5 4.5 1.5 8 4.5 11.5 M11.5 4.5 14.5 8 11.5 11.5 M1.5 8H14.5'],
  cycle: ['warn', 'M13 8A5 5 0 1 1 11 4 M11 1.5V4.3H8.2'],
  'score-conflict': ['warn', 'M8 2V13.5 M4.5 13.5H11.5 M2.5 4.5H13.5 M2.5 4.5 1 9H5Z M13.5 4.5 11.5 9H15Z'],
  duplicate: ['plain', 'M5.5 4.5H13.5V14H5.5Z M3 11.5H2.5V2H10.5V2.5'],
  'near-identical': ['plain', 'M8 2 14 5 8 8 2 5Z M2 8 8 11 14 8 M2 11 8 14 14 11'],
  empty: ['error', 'M3 3H13V13H3Z'],
  'prompt-mismatch': ['warn', 'M3 5.5H13 M3 10.5H13 M11 2.5 5 13.5'],
  'off-topic': ['warn', 'M2 12C6 12 7 4 13 4 M10 1.8 13.4 4 10.8 7 M2 5.5 4 3.5 M2 3.5 4 5.5'],
  'truncation-risk': ['warn', 'M2 4.5H14 M2 8H9 M11.5 8H12.5 M2 11.5H5.5 M8 11.5H9'],
  hard: ['warn', 'M1.5 13.5 6 5.5 8.5 9.5 11 3 14.5 13.5Z'],
  leak: ['warn', 'M8 1.8C10 5 12 7 12 9.8A4 4 0 0 1 4 9.8C4 7 6 5 8 1.8Z'],
  orientation: ['warn', 'M4.5 2.5V13 M2 10.5 4.5 13.2 7 10.5 M11.5 13.5V3 M9 5.5 11.5 2.8 14 5.5'],
  malformed: ['error', 'M8 1.8A6.2 6.2 0 1 1 7.99 1.8 M5.5 5.5 10.5 10.5 M10.5 5.5 5.5 10.5'],
};

/** The glyph of a kind; its name stands beside it, so it is hidden from screen readers. */
export function glyph(kind: FindingKind): SVGElement {
  const [tone, path] = glyphs[kind];
  return svg('svg', { viewBox: '0 0 16 16', class: `glyph ${tone}`, 'aria-hidden': 'true' }, svg('path', { d: path }));
}
