import type { Figures, MemberFigures, MemberRun } from '../../reward/figures.ts';
import type { Look } from './auditText.ts';
import { count, percent } from './numbers.ts';
import { safeLine } from './safeText.ts';
import { textTable } from './textTable.ts';
import { workText } from './workText.ts';
import { wrap } from './wrap.ts';

/** Members with their figures, those left out with why, what the models that ran have added, and what it all cost. */
export function membersText({ members, work }: Figures, { width }: Look): string {
  const used = members.filter(member => member.used);
  const out = members.filter(member => !member.used);
  const paragraph = (text: string): string => `  ${wrap(text, width - 2, '  ')}`;
  return [
    ...(used.length === 0 ? [] : [tableOf(used)]),
    ...(out.length === 0 ? [] : [paragraph(`Left out: ${out.map(reason).join('; ')}.`)]),
    ...remarks(used).map(paragraph),
    ...runs(members).map(paragraph),
    paragraph(workText({ members, work })),
  ].join('\n');
}

function tableOf(members: readonly MemberFigures[]): string {
  const table = textTable(
    [
      { heading: 'member' },
      { heading: 'accuracy', right: true },
      { heading: '95 %', right: true },
      { heading: 'AUROC', right: true },
      { heading: 'ECE', right: true },
      { heading: 'adds', right: true },
      { heading: 'coverage', right: true },
      { heading: 'runs on' },
    ],
    members.map(({ name, accuracy, auroc, ece, adds, coverage, run }) => [
      safeLine(name, 30),
      accuracy === null ? '-' : percent(accuracy.value),
      accuracy === null ? '-' : `${(100 * accuracy.low).toFixed(0)} to ${(100 * accuracy.high).toFixed(0)}`,
      auroc === null ? '-' : auroc.value.toFixed(3),
      ece === null ? '-' : ece.toFixed(3),
      adds === null ? '-' : points(adds),
      percent(coverage),
      run === null ? '' : [safeLine(run.device, 20), pace(run)].filter(Boolean).join(', '),
    ]),
  );
  return table.replace(/^/gm, '  ');
}

function reason({ name, why }: MemberFigures): string {
  return `${safeLine(name, 40)} (${safeLine(why.replace(/\.$/, ''), 200)})`;
}

/** Remarks on members in use, each once, with the members that it is about. */
function remarks(members: readonly MemberFigures[]): string[] {
  const byText = new Map<string, string[]>();
  for (const { name, why } of members) {
    if (why !== '') byText.set(why, [...(byText.get(why) ?? []), name]);
  }
  return [...byText].map(
    ([why, names]) => `${names.map(name => safeLine(name, 40)).join(', ')}: ${safeLine(why, 200)}.`,
  );
}

/** What each model that ran has added, also where that is little, and on what it ran; or that none did. */
function runs(members: readonly MemberFigures[]): string[] {
  const ran = members.flatMap(member => (member.run === null ? [] : [{ ...member, run: member.run }]));
  if (ran.length === 0) {
    return [
      'No encoder or reward model took part: the members above need no weights. "pairlens models list" shows more.',
    ];
  }
  return ran.map(({ name, used, adds, run }) => {
    const effect = !used
      ? 'is left out'
      : adds === null
        ? 'is the only member'
        : `added ${points(adds)} points of accuracy`;
    const texts =
      run.computed === 0
        ? `all ${count(run.texts)} texts from the cache`
        : `${count(run.computed)} of ${count(run.texts)} texts in ${run.seconds.toFixed(1)} s`;
    const long = run.truncated > 0 ? `, ${count(run.truncated)} longer than it reads` : '';
    const why = run.why === '' ? '' : ` (${safeLine(run.why.replace(/\.$/, ''), 160)})`;
    return `${safeLine(name, 40)} ${effect}; on ${safeLine(run.device, 20)}${why}, ${texts}${long}.`;
  });
}

/** Texts a second; empty where none were computed. */
function pace({ computed, seconds }: MemberRun): string {
  return computed === 0 || !(seconds > 0)
    ? ''
    : `${(computed / seconds).toFixed(computed / seconds < 10 ? 1 : 0)} texts/s`;
}

/** A difference of shares in percentage points, signed. */
function points(share: number): string {
  const text = (100 * share).toFixed(1);
  return Number(text) > 0 ? `+${text}` : Number(text) === 0 ? '0.0' : text;
}
