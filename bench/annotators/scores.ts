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

/** Rows of a Markdown table, the best value of each column in bold: those within `near` of it share it. */
export function tableRows(
  rows: readonly { readonly name: string; readonly values: readonly number[]; readonly seconds: number | null }[],
  near: number,
): string[] {
  const best = rows[0]!.values.map((_, k) => Math.max(...rows.map(({ values }) => values[k]!)));
  return rows.map(({ name, values, seconds }) => {
    const cells = values.map((value, k) => {
      const text = value.toFixed(3);
      return Number.isNaN(value) ? '-' : value >= best[k]! - near ? `**${text}**` : text;
    });
    return `| ${name} | ${cells.join(' | ')} | ${seconds === null ? '-' : seconds.toFixed(1)} |`;
  });
}
