import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FindingLine } from '../../src/audit/exportLines.ts';
import type { ScoredLine } from '../../src/audit/fitted/scoredLine.ts';
import type { PrincipleFigures } from '../../src/principles/principlesResult.ts';
import type { Figures } from '../../src/reward/figures.ts';

/** What a folder is gathered of. */
export interface Gathered {
  /** Folder that `pairlens fit` wrote. */
  readonly ensemble: string;
  /** What `pairlens score` said of every line of the file. */
  readonly scores: readonly ScoredLine[];
  /** Name of the file. */
  readonly name: string;
}

/** Writes what scale/ray/gather.py writes before it asks `pairlens report`: the same files and fields, of findings some kinds. */
export function gatheredFolder(folder: string, { ensemble, scores, name }: Gathered): void {
  mkdirSync(folder);
  const read = <T>(file: string): T => JSON.parse(readFileSync(join(ensemble, file), 'utf8')) as T;
  const { expectedWrong: _, ...sample } = read<Figures>('figures.json');
  const good = scores.flatMap(line => ('error' in line ? [] : [line]));
  // A choice between answers to different prompts says nothing.
  const chosen = good.filter(({ p }) => p !== null);
  const findings = findingsOf(scores);
  const counts: Record<string, number> = {};
  for (const { kind } of findings) counts[kind] = (counts[kind] ?? 0) + 1;
  const comparisons = scores.map(line => {
    const kinds = findings.filter(found => found.line === line.line).map(({ kind }) => kind);
    if ('error' in line) return { line: line.line, key: null, label: null, margins: {}, findings: kinds };
    const { a: __, b: ___, about, annotator, votes_a, votes_b, votes_neither, score_a, score_b, ...rest } = line;
    const { ranked_by_reference, chars_a, chars_b, positioned, margin, sampled, ...kept } = rest;
    return { ...kept, findings: kinds };
  });
  const figures = {
    file: name,
    format: read<{ format: string }>('ensemble.json').format,
    at: '2026-01-02T03:04:05+00:00',
    ...sample,
    comparisons: good.length,
    labelled: good.filter(({ label }) => label === 'a' || label === 'b').length,
    malformed: scores.length - good.length,
    findings: counts,
    fittedOn: sample.comparisons,
    notSought: ['cycle', 'near-identical'],
  };
  const principles = read<Record<'principles' | 'constitution', PrincipleFigures[]>>('principles.json');
  const counted = (of: PrincipleFigures): PrincipleFigures => ({
    ...of,
    whole: {
      for: chosen.filter(line => line.principles_for.includes(of.id)).length,
      against: chosen.filter(line => line.principles_against.includes(of.id)).length,
    },
  });
  const whole = {
    ...principles,
    principles: principles.principles.map(counted),
    constitution: principles.constitution.map(counted),
  };
  const jsonLines = (lines: readonly object[]): string => lines.map(line => `${JSON.stringify(line)}\n`).join('');
  writeFileSync(join(folder, 'findings.jsonl'), jsonLines(findings));
  writeFileSync(join(folder, 'comparisons.jsonl'), jsonLines(comparisons));
  writeFileSync(join(folder, 'figures.json'), JSON.stringify(figures));
  writeFileSync(join(folder, 'principles.json'), JSON.stringify(whole));
}

/** What the ensemble doubts, duplicates with the same sides, and malformed lines. */
function findingsOf(scores: readonly ScoredLine[]): FindingLine[] {
  const first = new Map<string, number>();
  return scores.flatMap((line): FindingLine[] => {
    const base = { line: line.line, figures: {}, related_lines: [] };
    if ('error' in line) {
      return [{ ...base, key: null, kind: 'malformed', score: 1, reason: `${line.error}. ${line.cure}.` }];
    }
    const { key, a, about, label, p } = line;
    const doubted = line.findings.map(kind => ({
      ...base,
      key,
      kind,
      ...(about.find(found => found.kind === kind) ?? {
        score: 1 - p!,
        reason: `The label says ${label}; the kept ensemble doubts it.`,
      }),
    }));
    const kept = `${key} ${a} ${label}`;
    const other = first.get(kept);
    if (other === undefined) first.set(kept, line.line);
    if (other === undefined) return doubted;
    const reason = `The same prompt and responses as line ${other}, with the same label.`;
    return [...doubted, { ...base, key, kind: 'duplicate', score: 1, reason, related_lines: [other] }];
  });
}
