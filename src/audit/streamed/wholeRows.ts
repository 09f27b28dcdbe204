import { chosenSide, type Label } from '../../dataset/comparison.ts';
import { breaks, breaksReason } from '../../principles/breaks.ts';
import { chosenMargin } from '../../reward/ensembleResult.ts';
import type { Finding } from '../../reward/finding.ts';
import { byImportance } from '../../reward/findings/findAll.ts';
import { inRootMeanSquares } from '../../reward/objectives/objectiveColumns.ts';
import { Pace } from '../../reward/pace.ts';
import type { PopulationViews } from '../../reward/populations/populationViews.ts';
import type { AuditedRow } from '../audit.ts';
import { PackedRows } from '../packed/packedRows.ts';
import { unjudged } from '../unjudged.ts';
import { labelNumbers } from './judgedChunk.ts';
import type { Judgements } from './judgements.ts';
import type { PlacedFindings } from './placedFindings.ts';
import type { SampleFit } from './sampleFit.ts';
import type { WholeConsensus } from './wholeConsensus.ts';
import type { WholeEnsemble } from './wholeEnsemble.ts';
import type { FindingTally } from './wholeFigures.ts';

/** What is said along the rows. */
export interface RowColumns {
  readonly found: PlacedFindings;
  /** Of annotators; null where fewer than two are named. */
  readonly opinions: WholeConsensus | null;
  /** What populations of annotators say; null where there are no two. */
  readonly views: Pick<PopulationViews, 'forA'> | null;
  /** What asking is worth; NaN where nothing is. */
  readonly ask: Float64Array;
}

/** What the audit says of every row, made one by one and packed. */
export async function wholeRows(
  judgements: Judgements,
  { principles: { principles } }: SampleFit,
  { ensemble, pWrongRange }: WholeEnsemble,
  { found, opinions, views, ask }: RowColumns,
  tally: FindingTally,
  signal?: AbortSignal,
): Promise<PackedRows> {
  const packed = new PackedRows();
  const pace = new Pace(signal);
  const ids = principles.map(({ id }) => id);
  const speakFor = (at: number, side: 1 | -1): string[] => ids.filter((_, k) => judgements.vote(at, k) === side);
  /** A label that the ensemble doubts and that also breaks strong principles says so in its reason. */
  const withPrinciples = (finding: Finding, at: number): Finding => {
    if (finding.kind !== 'mislabeled' && finding.kind !== 'suspect') return finding;
    const votes = new Map(ids.map((id, k) => [id, Int8Array.of(judgements.vote(at, k))]));
    const broken = breaks({ principles, votes }, 0, labelNumbers[judgements.labels.get(at)]!);
    if (broken.length === 0) return finding;
    return {
      ...finding,
      reason: [...finding.reason, ` ${breaksReason(broken)}`],
      figures: { ...finding.figures, brokenPrinciples: broken.map(({ id }) => id).join(', ') },
    };
  };
  const objectives = judgements.objectives.map(column => inRootMeanSquares(column.all()));
  const byObjective = (at: number): Pick<AuditedRow, 'byObjective'> => {
    const side = chosenSide(labelNumbers[judgements.labels.get(at)]!);
    if (objectives.length === 0 || side === null) return {};
    const turn = side === 'a' ? 1 : -1;
    return { byObjective: objectives.map(margins => known(turn * margins[at]!)) };
  };
  const parts = judgements.parts.map(of => of.map(column => column.all()));
  const partsOf = (at: number): Pick<AuditedRow, 'objectives'> => {
    const sums = ensemble.members.flatMap(({ id }, m) => {
      const said = parts[m]!.map(of => chosenMargin(of, ensemble.labels, at));
      return said.length === 0 || said.some(Number.isNaN) ? [] : [[id, said] as const];
    });
    return sums.length === 0 ? {} : { objectives: Object.fromEntries(sums) };
  };
  for (let at = 0; at < judgements.length; at++) {
    await pace.step();
    const label = labelNumbers[judgements.labels.get(at)]!;
    const all = [...judgements.found(at), ...found.of(at)].sort(byImportance);
    const findings = all.map(finding => withPrinciples(finding, at));
    tally.add(findings.map(({ kind }) => kind));
    const malformed = findings.some(({ kind }) => kind === 'malformed');
    const base = {
      row: judgements.rows.get(at),
      line: judgements.lines.get(at),
      key: malformed ? '' : judgements.key(at),
      label,
      findings,
    };
    if (judgements.audited.get(at) === 0) {
      packed.add({ ...base, ...unjudged });
      continue;
    }
    const margins: Record<string, number> = {};
    for (const { id, margins: of } of ensemble.members) {
      const margin = chosenMargin(of, ensemble.labels, at);
      if (!Number.isNaN(margin)) margins[id] = margin;
    }
    packed.add({
      ...base,
      p: known(ensemble.p[at]!),
      pWrong: known(ensemble.pWrong[at]!),
      pWrongRange: pWrongRange(at),
      preferenceStrength: known(ensemble.preferenceStrength[at]!),
      spread: known(ensemble.spread[at]!),
      consensus: ofLabel(opinions?.consensus[at], label),
      degree: opinions?.degree ? ofLabel(opinions.degree[at], label) : known(ensemble.p[at]!),
      ...(views && { populations: views.forA.map(of => known(of[at]!)) }),
      ...(Number.isFinite(ask[at]) && { askValue: ask[at]! }),
      ...byObjective(at),
      margins,
      ...partsOf(at),
      principlesA: speakFor(at, 1),
      principlesB: speakFor(at, -1),
    });
  }
  return packed;
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** Of the recorded choice. */
function ofLabel(forA: number | undefined, label: Label | null): number | null {
  const side = chosenSide(label);
  if (forA === undefined || Number.isNaN(forA) || side === null) return null;
  return side === 'a' ? forA : 1 - forA;
}
