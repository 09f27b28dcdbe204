import type { Vote } from '../../src/reward/votes/dawidSkene.ts';
import { detection } from '../noise/detection.ts';

/** Share of comparisons whose consensus is right; one half counts half. */
export function accuracyOf(q: ArrayLike<number>, truth: ArrayLike<number>): number {
  let hits = 0;
  let n = 0;
  for (let i = 0; i < truth.length; i++) {
    if (truth[i] === 0) continue;
    n++;
    hits += q[i] === 0.5 ? 0.5 : q[i]! > 0.5 === truth[i]! > 0 ? 1 : 0;
  }
  return hits / n;
}

/** AUROC of single wrong votes, ranked by what the consensus says against them. */
export function wrongVotesAuroc(votes: readonly Vote[], q: ArrayLike<number>, truth: ArrayLike<number>): number {
  const judged = votes.filter(({ comparison }) => truth[comparison] !== 0);
  const suspicion = judged.map(({ comparison, side }) => (side > 0 ? 1 - q[comparison]! : q[comparison]!));
  const wrong = judged.map(({ comparison, side }) => (side === truth[comparison] ? 0 : 1));
  return detection(suspicion, wrong, wrong).auroc;
}

/** Mean and standard deviation over draws; the latter is 0 for one draw. */
export function overDraws(values: readonly number[]): readonly [mean: number, sd: number] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return [mean, values.length < 2 ? 0 : Math.sqrt(square / (values.length - 1))];
}

/** Rows of a Markdown table, the best mean of each column in bold: those within `near` of it share it; spread in brackets. */
export function tableRows(
  rows: readonly {
    readonly name: string;
    /** Per column, a value for each draw. */
    readonly values: readonly (readonly number[])[];
    readonly seconds: number | null;
  }[],
  near: number,
): string[] {
  const best = rows[0]!.values.map((_, k) => Math.max(...rows.map(({ values }) => overDraws(values[k]!)[0])));
  return rows.map(({ name, values, seconds }) => {
    const cells = values.map((draws, k) => {
      const [value, sd] = overDraws(draws);
      const text = value.toFixed(3);
      const spread = draws.length > 1 ? ` (${sd.toFixed(3)})` : '';
      return Number.isNaN(value) ? '-' : `${value >= best[k]! - near ? `**${text}**` : text}${spread}`;
    });
    return `| ${name} | ${cells.join(' | ')} | ${seconds === null ? '-' : seconds.toFixed(1)} |`;
  });
}
