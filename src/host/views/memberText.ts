import * as vscode from 'vscode';
import type { Figures, MemberFigures, MemberRun } from '../../reward/figures.ts';
import { count, fraction, percent } from './words.ts';

/** A member in a line: "acc .71 ± .02, adds +0.4, ECE .02, cpu 152/s", or why it was left out. */
export function memberDescription(member: MemberFigures): string {
  const { used, why, accuracy, ece, adds, run } = member;
  if (!used) return `left out: ${why}`;
  const parts = [
    accuracy && `acc ${fraction(accuracy.value)} ± ${fraction((accuracy.high - accuracy.low) / 2)}`,
    adds !== null && `adds ${points(adds)}`,
    ece !== null && `ECE ${fraction(ece)}`,
    run && [run.device, throughput(run)].filter(Boolean).join(' '),
  ];
  return parts.filter(Boolean).join(', ');
}

/** All that is known of a member. */
export function memberTooltip(member: MemberFigures): vscode.MarkdownString {
  const { name, used, why, coverage, accuracy, auroc, ece, adds, run } = member;
  const lines = [
    used ? 'In the ensemble.' : `Left out: ${why}.`,
    ...(used && why !== '' ? [`${why}.`] : []),
    `Has an opinion on ${percent(coverage)} of the labels.`,
    ...(accuracy
      ? [
          `Out-of-fold accuracy ${fraction(accuracy.value)} (95 %: ${fraction(accuracy.low)} to ${fraction(accuracy.high)}) on ${count(accuracy.n)} comparisons.`,
        ]
      : []),
    ...(auroc
      ? [`Out-of-fold AUROC ${fraction(auroc.value)} (95 %: ${fraction(auroc.low)} to ${fraction(auroc.high)}).`]
      : []),
    ...(ece === null ? [] : [`Expected calibration error (ECE) ${ece.toFixed(3)}.`]),
    ...(adds === null ? [] : [`Adds ${points(adds)} points to the ensemble's accuracy: with it, less without it.`]),
    ...(run ? runLines(run) : []),
  ];
  // Names and reasons may hold words of a model's files or of the dataset: as text, never as Markdown.
  const text = new vscode.MarkdownString();
  text.appendText(name);
  for (const line of lines) {
    text.appendMarkdown('\n\n');
    text.appendText(line);
  }
  return text;
}

/** Device and pace of the members that run a model, with the reason for the device: a line each. */
export function deviceLines(members: readonly MemberFigures[]): string[] {
  return members.flatMap(({ name, run }) =>
    run === null ? [] : [`${name}: ${[run.device, throughput(run)].filter(Boolean).join(' ')}. ${run.why}`.trim()],
  );
}

/** What the audit cost: "10 of 4,613 texts were new; features 0.2 s, heads 8.1 s, findings 0.2 s, principles 1.6 s." */
export function workLine(work: Figures['work'], members: readonly MemberFigures[]): string {
  const { texts, counted, preparing, inference, findings, principles } = work;
  const seconds = (name: string, value: number): string => `${name} ${value.toFixed(1)} s`;
  const parts = [
    seconds('features', preparing),
    ...(members.some(({ run }) => run !== null) ? [seconds('models', inference)] : []),
    seconds('heads', Math.max(0, work.members - inference)),
    seconds('findings', findings),
    seconds('principles', principles),
  ];
  return `${counted === texts ? `All ${count(texts)}` : `${count(counted)} of ${count(texts)}`} texts were new; ${parts.join(', ')}.`;
}

function runLines(run: MemberRun): string[] {
  const { device, why, seconds, texts, computed, truncated } = run;
  const cached = texts - computed;
  const pace = throughput(run);
  return [
    `Ran on ${device}${why === '' ? '' : `: ${why.replace(/\.$/, '')}`}.`,
    computed === 0
      ? `All ${count(texts)} texts were judged before.`
      : `${count(computed)} of ${count(texts)} texts in ${seconds.toFixed(1)} s${pace === '' ? '' : ` (${pace})`}${cached > 0 ? '; the others were judged before' : ''}.`,
    ...(truncated > 0 ? [`${count(truncated)} texts are longer than it reads (${percent(truncated / texts)}).`] : []),
  ];
}

/** Texts a second: "152/s"; "from cache" where none had to be computed. */
function throughput({ computed, seconds }: MemberRun): string {
  if (computed === 0) return 'from cache';
  if (!(seconds > 0)) return '';
  const pace = computed / seconds;
  return `${pace >= 10 ? count(Math.round(pace)) : pace.toFixed(1)}/s`;
}

/** A difference of shares in percentage points, signed: "+0.4". */
function points(share: number): string {
  const text = (100 * share).toFixed(1);
  return Number(text) > 0 ? `+${text}` : text.replace('-0.0', '0.0').replace('-', '−');
}
