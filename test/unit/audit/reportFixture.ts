import type { Audit, AuditedRow } from '../../../src/audit/audit.ts';
import type { Figures } from '../../../src/reward/figures.ts';
import { type FindingKind, findingKinds } from '../../../src/reward/finding.ts';

/** A row of an audit with findings of the kinds given. */
export function auditedRow(
  row: number,
  kinds: readonly FindingKind[] = [],
  more: Partial<AuditedRow> = {},
): AuditedRow {
  return {
    row,
    line: row + 1,
    key: String(row),
    label: 'a',
    p: 0.7,
    pWrong: null,
    pWrongRange: null,
    preferenceStrength: row / 10,
    spread: 0.5,
    consensus: null,
    degree: null,
    margins: {},
    findings: kinds.map(kind => ({ kind, score: 1, reason: [''], figures: {} })),
    principlesA: [],
    principlesB: [],
    ...more,
  };
}

/** Figures of a file about which little is known. */
export const bareFigures: Figures = {
  comparisons: 3,
  labelled: 3,
  ties: 0,
  bothBad: 0,
  unlabelled: 0,
  malformed: 0,
  accuracy: null,
  auroc: null,
  longerWins: null,
  flipRate: { known: false, upper: 0.5, why: 'Too few labels.' },
  expectedWrong: [],
  judges: null,
  work: { texts: 6, counted: 6, preparing: 0.1, members: 0.8, inference: 0, findings: 0, principles: 0 },
  review: { anchors: 0, onAnchors: null, list: null, random: null, says: [] },
  calibration: null,
  strength: [],
  firstPreferred: null,
  members: [],
  sources: [],
  annotators: [],
  annotation: null,
  objectives: null,
  findings: Object.fromEntries(findingKinds.map(kind => [kind, 0])) as Record<FindingKind, number>,
  orientation: { verdict: 'cannot tell', why: 'No evidence.' },
  advice: [],
  seconds: 1,
  seed: 1,
};

/** An audit of the rows given. */
export function auditOf(rows: readonly AuditedRow[], file = 'prefs.jsonl', figures: Figures = bareFigures): Audit {
  return {
    explain: { seed: 0, partitions: 1, heads: {} },
    version: 1,
    file,
    format: 'test',
    at: '2026-01-02T03:04:05.000Z',
    rows,
    figures,
    principles: {
      principles: [],
      reconstruction: null,
      why: 'Too few.',
      annotators: [],
      sources: [],
      constitution: [],
    },
  };
}

const estimate = { value: 0.7, low: 0.65, high: 0.75, n: 200 };
const share = { value: 0.7, low: 0.65, high: 0.75 };

/** Figures of a file about which everything is known; `name` stands wherever a dataset's text may. */
export function fullFigures(name: string): Figures {
  const bins = Array.from({ length: 10 }, (_, at) => ({
    from: at / 10,
    to: (at + 1) / 10,
    stated: at / 10 + 0.05,
    observed: at / 12 + 0.1,
    n: 20,
  }));
  const group = {
    name,
    n: 40,
    accuracy: estimate,
    longerPreferred: 0.6,
    findings: 3,
    orientation: 'inverted',
  } as const;
  return {
    ...bareFigures,
    accuracy: estimate,
    auroc: estimate,
    longerWins: { ...estimate, value: 0.6 },
    flipRate: { known: true, rate: 0.1, low: 0.05, high: 0.15, from: 'a random check of 120 labels' },
    expectedWrong: [{ first: 100, expected: 31.4, low: 12.5, high: 48.2 }],
    calibration: {
      before: bins,
      after: bins,
      eceBefore: 0.08,
      eceAfter: 0.02,
      eceByChance: { expected: 0.01, high: 0.02 },
      temperature: 1.4,
    },
    strength: Array.from({ length: 8 }, (_, at) => ({ from: at - 4, to: at - 3, n: 10 + at })),
    members: [
      {
        id: 'style',
        name,
        kind: 'style',
        used: true,
        why: '',
        coverage: 1,
        adds: 0.02,
        run: null,
        accuracy: estimate,
        auroc: estimate,
        ece: 0.02,
        onAnchors: null,
      },
      {
        id: 'score',
        name: 'Score fields',
        kind: 'score',
        used: false,
        why: name,
        coverage: 0,
        adds: null,
        run: null,
        accuracy: null,
        auroc: null,
        ece: null,
        onAnchors: null,
      },
    ],
    sources: [group],
    annotators: [group],
    advice: [{ trainer: 'TRL', setting: name, why: name }],
  };
}

/** An audit with something in every part of the report; `name` stands wherever a dataset's text may. */
export function fullAudit(name: string): Audit {
  const rows = Array.from({ length: 60 }, (_, row) =>
    auditedRow(row, row % 5 === 0 ? ['mislabeled'] : row % 7 === 0 ? ['contested'] : [], {
      preferenceStrength: row / 10 - 3,
      spread: (row % 9) / 9,
    }),
  );
  const principle = {
    id: 'warns',
    text: 'Select the response that warns of risks.',
    short: 'warns of risks',
    origin: 'measured',
    for: 80,
    against: 20,
    abstain: 100,
    relevance: 0.5,
    accuracy: 0.8,
    kappa: 0.6,
    strength: 0.3,
    low: 0.7,
    high: 0.88,
    place: 0,
    gain: 0.15,
    weight: 1,
  } as const;
  const other = {
    ...principle,
    id: 'longer',
    short: 'is longer',
    opposite: 'shorter',
    place: null,
    gain: null,
    weight: null,
  };
  const contrary = {
    ...other,
    id: 'shorter',
    short: 'is shorter',
    opposite: 'longer',
    strength: -0.3,
    kappa: -0.6,
    accuracy: 0.2,
  };
  const groups = [{ name, n: 40, reconstruction: share, different: [{ id: 'warns', here: 0.4, elsewhere: 0.9 }] }];
  return {
    ...auditOf(rows, name, fullFigures(name)),
    principles: {
      principles: [principle, other, contrary],
      constitution: [principle],
      reconstruction: {
        constitution: share,
        longerWins: share,
        majority: share,
        ensemble: share,
        n: 200,
        folds: 5,
        groupedBy: 'prompt',
        decides: 'plain',
        ways: { plain: share, ranked: share, weighted: share },
        judge: share,
        leftOut: 12,
        chosenIn: { warns: 5 },
      },
      why: '',
      annotators: groups,
      sources: groups,
    },
  };
}
