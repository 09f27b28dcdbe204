import type { DuckDBFigures } from './duckdbPeer.ts';
import type { EngineFigures } from './engineRun.ts';
import type { IndexFigures } from './indexRun.ts';

/** What was measured at one size. */
export interface SizeFigures {
  /** Bytes asked for. */
  readonly size: number;
  readonly index: IndexFigures;
  /** Milliseconds of the bare parse, and of `cp` with `sync`. */
  readonly parse: number;
  readonly copy: number;
  readonly duckdb: DuckDBFigures;
  readonly engine: EngineFigures;
}

interface Line {
  readonly name: string;
  /** In ms, unless `unit` says otherwise. */
  readonly of: (figures: SizeFigures) => number | null;
  readonly peer?: { readonly name: string; readonly of: (figures: SizeFigures) => number; readonly most?: number };
  /** Most that is aimed at, at the largest size. */
  readonly most?: number;
  readonly unit?: 'MB' | 'bytes';
  /** Whether its growth is aimed to be at most 1.05. */
  readonly grows?: boolean;
}

const lines: readonly Line[] = [
  { name: 'first rows', of: f => f.engine.opened },
  { name: 'index', of: f => f.index.index, peer: { name: 'wc -l', of: f => f.index.wc, most: 1.3 }, grows: true },
  {
    name: 'facts table',
    of: f => f.engine.facts,
    peer: { name: 'bare JSON.parse', of: f => f.parse, most: 1.5 },
    grows: true,
  },
  { name: 'its processor time', of: f => f.engine.factsCpu },
  { name: 'second opening, all facts', of: f => f.engine.again },
  { name: 'scroll, median', of: f => f.engine.scroll[0] },
  { name: 'scroll, worst', of: f => f.engine.scroll[1] },
  { name: 'filter', of: f => f.engine.filter, peer: { name: 'DuckDB alone', of: f => f.duckdb.filter }, most: 50 },
  { name: 'sort by length', of: f => f.engine.sort, peer: { name: 'DuckDB alone', of: f => f.duckdb.sort }, most: 50 },
  { name: 'sort by annotator', of: f => f.engine.sortByColumn, most: 50 },
  { name: 'search for a word', of: f => f.engine.wordSearch, grows: true },
  { name: 'verdict', of: f => f.engine.verdict },
  {
    name: 'save of one flip',
    of: f => f.engine.save,
    peer: { name: 'cp, sync', of: f => f.copy, most: 1.5 },
    grows: true,
  },
  {
    name: 'peak memory',
    of: f => (f.engine.peakBytes === null ? null : f.engine.peakBytes / 1e6),
    unit: 'MB',
    most: 600,
  },
  { name: 'index, bytes a line', of: f => f.index.bytesALine, unit: 'bytes' },
];

/** The figures as a Markdown table: a column for each size, the peer and the ratio at the largest, and the growth. */
export function sizeTable(figures: readonly SizeFigures[]): string[] {
  const last = figures.at(-1);
  if (last === undefined) return [];
  const head = ['', ...figures.map(({ size, index }) => `${size / 1e6} MB, ${index.lines.toLocaleString('en')} lines`)];
  const rows = lines.map(line => {
    const { peer } = line;
    const beside = figures.map(f => shown(line.of(f)) + (peer === undefined ? '' : ` / ${shown(peer.of(f))}`));
    const value = line.of(last);
    const ratio = peer === undefined || value === null ? null : value / peer.of(last);
    const name = peer === undefined ? line.name : `${line.name} / ${peer.name}`;
    return [
      line.unit === undefined ? name : `${name} (${line.unit})`,
      ...beside,
      ratio === null ? '' : ratio.toFixed(2),
      exponentOf(line, figures),
      goalOf(line, value, ratio, figures),
    ];
  });
  const header = [...head, 'ratio', 'exponent', 'aim'];
  return [header, header.map((_, i) => (i === 0 ? '---' : '---:')), ...rows].map(cells => `| ${cells.join(' | ')} |`);
}

function shown(value: number | null): string {
  return value === null ? 'not known' : value < 10 ? value.toFixed(1) : value.toFixed(0);
}

/** Least-squares slope of log time over log size, from 100 MB up: below that the start of a process is most of it. */
function growth({ of }: Line, figures: readonly SizeFigures[]): number | null {
  const points = figures.flatMap(f => {
    const value = of(f);
    return f.size < 1e8 || value === null ? [] : [[Math.log(f.size), Math.log(value)] as const];
  });
  if (points.length < 2) return null;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const over = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return over / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

function exponentOf(line: Line, figures: readonly SizeFigures[]): string {
  return growth(line, figures)?.toFixed(2) ?? '';
}

function goalOf(line: Line, value: number | null, ratio: number | null, figures: readonly SizeFigures[]): string {
  const goals: [text: string, held: boolean | null][] = [];
  const { peer, most, grows } = line;
  if (peer?.most !== undefined) goals.push([`ratio <= ${peer.most}`, ratio === null ? null : ratio <= peer.most]);
  if (most !== undefined) goals.push([`<= ${most}`, value === null ? null : value <= most]);
  const exponent = growth(line, figures);
  if (grows === true) goals.push(['exponent <= 1.05', exponent === null ? null : exponent <= 1.05]);
  return goals.map(([text, held]) => `${text}: ${held === null ? 'not known' : held ? 'met' : 'missed'}`).join('; ');
}
