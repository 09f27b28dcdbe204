import type { ReportData } from '../../src/audit/reportData.ts';
import type { GroupFigures } from '../../src/reward/figures.ts';
import { annotatorCondition } from '../conditions.ts';
import { accuracyPlot } from './accuracyPlot.ts';
import { againstCondition, sourceCondition } from './conditions.ts';
import { el } from './element.ts';

/** Groups that a plot shows; the table has all. */
const shown = 14;

/** Accuracy of every member, of every source and of every annotator: a plot each, where there is something to draw. */
export function accuracyPlots(data: ReportData): HTMLElement[] {
  return [memberPlot(data), groupPlot('Sources', data), groupPlot('Annotators', data)].filter(plot => plot !== null);
}

function memberPlot({ figures, columns }: ReportData): HTMLElement | null {
  const lines = figures.members.flatMap(({ id, name, used, accuracy }) =>
    accuracy === null
      ? []
      : [
          {
            name,
            accuracy,
            hollow: !used,
            shows: 'Press to show the labels that it contradicts',
            filter: { condition: againstCondition(columns[id] ?? ''), sort: 'p' } as const,
          },
        ],
  );
  if (lines.length === 0) return null;
  return accuracyPlot({
    heading: 'Accuracy of the members',
    sentence: 'Out of fold, with 95 % intervals. Solid line: the ensemble; dashed: chance. Hollow: left out.',
    lines,
    ensemble: figures.accuracy,
    numbers: below('Reward ensemble'),
  });
}

function groupPlot(heading: 'Sources' | 'Annotators', { figures }: ReportData): HTMLElement | null {
  const isSources = heading === 'Sources';
  const groups: readonly GroupFigures[] = isSources ? figures.sources : figures.annotators;
  const known = groups.flatMap(({ name, accuracy }) => (accuracy === null ? [] : [{ name, accuracy }]));
  if (known.length < 2) return null;
  const condition = isSources ? sourceCondition : annotatorCondition;
  const rest = known.length - shown;
  return accuracyPlot({
    heading: `Agreement by ${isSources ? 'source' : 'annotator'}`,
    sentence: `How often the ensemble agrees with the labels of ${isSources ? 'each source' : 'each annotator'}, out of fold, the largest first.${rest > 0 ? ` ${rest} more are in the table.` : ''}`,
    lines: known.slice(0, shown).map(({ name, accuracy }) => ({
      name,
      accuracy,
      shows: `Press to show ${isSources ? 'its comparisons' : 'what this annotator alone labelled'}`,
      filter: { condition: condition(name), sort: 'p' } as const,
    })),
    ensemble: figures.accuracy,
    numbers: below(heading),
  });
}

/** Where the numbers of a plot stand as a table. */
function below(section: string): HTMLElement {
  return el('p', { class: 'muted numbers' }, `The numbers are in the table “${section}” below.`);
}
