import type { ReportData, ReportMessage, ReportSplitAnswer } from '../../src/audit/reportData.ts';
import { accuracyPlots } from './accuracyPlots.ts';
import { adviceTable } from './adviceTable.ts';
import { annotationTable } from './annotationTable.ts';
import { calibrationPlot } from './calibrationPlot.ts';
import { el } from './element.ts';
import { expectedWrongFigure } from './expectedWrongFigure.ts';
import { findingsTable } from './findingsTable.ts';
import { flipRateBox } from './flipRateBox.ts';
import { groupsTable } from './groupsTable.ts';
import { headline } from './headline.ts';
import { sayReady } from './host.ts';
import { membersTable } from './membersTable.ts';
import { method } from './method.ts';
import { objectivesSection } from './objectivesSection.ts';
import { populationsSection } from './populationsSection.ts';
import { principlesTable } from './principlesTable.ts';
import { profilesSection } from './profilesSection.ts';
import { reconstructionTable } from './reconstructionTable.ts';
import './report.css';
import { modelStrengths } from './modelStrengths.ts';
import { showSplit, splitSection } from './splitSection.ts';
import { spreadPlot } from './spreadPlot.ts';
import { strengthPlot } from './strengthPlot.ts';

function draw(data: ReportData): void {
  const { figures, principles, file, at } = data;
  const used = figures.members.filter(member => member.used).length;
  const built = principles.reconstruction;
  const when = new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  const facts = [
    `audit of ${when}`,
    `${used} member${used === 1 ? '' : 's'}`,
    ...(built === null ? [] : [`${built.folds} folds, ${built.groupedBy}s kept together`]),
    `seed ${figures.seed}`,
  ];
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  const parts: (HTMLElement | null)[] = [
    el('header', {}, el('h1', { title: file }, `Report: ${name}`), el('span', { class: 'muted' }, facts.join(', '))),
    headline(data),
    el(
      'div',
      { class: 'figures' },
      strengthPlot(figures.strength),
      calibrationPlot(figures.calibration),
      spreadPlot(data),
      expectedWrongFigure(data),
      ...accuracyPlots(data),
    ),
    el('div', { class: 'two' }, findingsTable(data), principlesTable(data)),
    flipRateBox(data),
    el('div', { class: 'two' }, reconstructionTable(data), adviceTable(data)),
    membersTable(data),
    groupsTable('Sources', figures.sources, principles.sources, data),
    groupsTable('Annotators', figures.annotators, principles.annotators, data),
    splitSection(data),
    annotationTable(data),
    populationsSection(data),
    profilesSection(data),
    objectivesSection(data),
    modelStrengths(data),
    method(data),
  ];
  const root = document.getElementById('report') ?? document.body.appendChild(el('main', { id: 'report' }));
  root.replaceChildren(...parts.filter(part => part !== null));
}

const embedded = document.getElementById('report-data')?.textContent;
if (embedded) draw(JSON.parse(embedded) as ReportData);

window.addEventListener('message', event => {
  const message = event.data as Partial<ReportMessage> | Partial<ReportSplitAnswer> | null;
  if (message?.type === 'report' && message.data !== undefined) draw(message.data);
  if (message?.type === 'split' && message.split !== undefined) showSplit(message.split);
});

sayReady();
