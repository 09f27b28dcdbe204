import { type Comparison, textOf } from '../dataset/comparison.ts';
import type { Estimate } from '../reward/figures.ts';
import { wilson } from '../reward/numbers.ts';
import { frontMatter } from './frontMatter.ts';
import type { HashedFile } from './hashOf.ts';
import { codeBlock, markdownTable, plainMarkdown } from './markdown.ts';
import type { Noise } from './noiseOf.ts';
import { percent } from './percent.ts';
import { smoothingOf } from './smoothing.ts';
import { splitRule } from './splitByPrompt.ts';
import type { CardChoice, TrainingChoice, TrainingExport, TrainingSource } from './trainingExport.ts';

/** What a data card is made of. */
export interface CardParts {
  readonly source: TrainingSource;
  readonly choice: TrainingChoice;
  readonly card: CardChoice;
  readonly result: Omit<TrainingExport, 'card'>;
  /** The file, or the shards of its folder. */
  readonly read: readonly HashedFile[];
  /** The review file, where there is one. */
  readonly review: HashedFile | null;
  /** What is in the files, in the order of the source. */
  readonly written: readonly Comparison[];
}

/** A data card in Markdown: where the files are from, what is in them, what was left out and why, and how to train on them. */
export function dataCard(parts: CardParts): string {
  const { result, card } = parts;
  const [first] = result.files;
  const sections = [
    // A document of AnnotatedPairs is no table that a hub could show.
    ...(parts.choice.target?.container === 'annotated-pairs' ? [] : [frontMatter(result.files, card.licence)]),
    `# Data card: ${plainMarkdown(baseOf(first!.path))}`,
    `Preference data, exported by PairLens ${plainMarkdown(card.version)} on ${plainMarkdown(card.at)}.`,
    `Licence: ${card.licence === null ? 'not stated.' : plainMarkdown(card.licence)}`,
    '## Source',
    sourceSection(parts),
    '## Files',
    filesSection(parts),
    '## What is in them',
    contentSection(parts.written),
    '## What was left out',
    leftOutSection(parts),
    '## Reviews',
    reviewSection(parts),
    ...(result.split === null ? [] : ['## Training and test', splitSection(parts)]),
    '## Label noise',
    noiseSection(parts),
    ...(result.trainers.length === 0 ? [] : ['## Trainers', ...trainerSections(parts)]),
  ];
  return `${sections.join('\n\n')}\n`;
}

function baseOf(path: string): string {
  return path.replace(/^.*[\\/]/, '');
}

function sourceSection({ source: { dataset, rows, audit }, read, review }: CardParts): string {
  const malformed = rows.filter(({ kind }) => kind === 'malformed').length;
  const files = [...read, ...(review === null ? [] : [review])];
  const facts = [
    `Format: ${plainMarkdown(dataset.format.name)}. Rows: ${rows.length}, of which ${malformed} could not be read.`,
    audit === null
      ? 'Not audited.'
      : `Audited with seed ${audit.figures.seed} by ${audit.figures.members
          .filter(({ used }) => used)
          .map(({ name }) => plainMarkdown(name))
          .join(', ')}; out-of-fold accuracy ${estimate(audit.figures.accuracy)}.`,
  ];
  return `${hashTable(files.map(file => [plainMarkdown(file.name), file.bytes, file.sha256]))}\n\n${facts.join('\n')}`;
}

function hashTable(rows: readonly (readonly [string, number, string])[]): string {
  return markdownTable(
    ['file', 'bytes', 'SHA-256'],
    rows.map(([name, bytes, hash]) => [name, bytes, `\`${hash}\``]),
  );
}

function filesSection({ choice: { target }, result: { files, lost, remarks } }: CardParts): string {
  const table = markdownTable(
    ['file', 'records', 'comparisons', 'bytes', 'SHA-256'],
    files.map(file => [
      plainMarkdown(baseOf(file.path)),
      file.records,
      file.comparisons,
      file.bytes,
      `\`${file.sha256}\``,
    ]),
  );
  const format = target === null ? 'Records as they are in the source.' : `Format: ${plainMarkdown(target.name)}.`;
  const gone = [...lost].map(([what, n]) => `${what} (${n})`);
  return [
    table,
    '',
    format,
    ...remarks.map(plainMarkdown),
    ...(gone.length > 0 ? [`The format has no place for: ${gone.join(', ')}.`] : []),
  ].join('\n');
}

function contentSection(comparisons: readonly Comparison[]): string {
  const labels = { a: 0, b: 0, tie: 0, both_bad: 0, none: 0 };
  const sources = new Map<string, number>();
  const annotators = new Set<string>();
  let [longer, unequal] = [0, 0];
  for (const { a, b, label, source, annotations } of comparisons) {
    labels[label ?? 'none']++;
    if (source !== undefined) sources.set(source, (sources.get(source) ?? 0) + 1);
    for (const { annotator } of annotations) annotators.add(annotator);
    const longerBy = textOf(a.messages).length - textOf(b.messages).length;
    if ((label !== 'a' && label !== 'b') || longerBy === 0) continue;
    unequal++;
    if (longerBy > 0 === (label === 'a')) longer++;
  }
  const listed = [...sources].toSorted(([, x], [, y]) => y - x);
  const rest = listed.slice(mostSources).reduce((sum, [, n]) => sum + n, 0);
  return [
    `${comparisons.length} comparisons: ${labels.a + labels.b} with a chosen response, ${labels.tie} ties, ${labels.both_bad} with both responses bad, ${labels.none} without a label.`,
    `The longer response is the chosen one in ${estimate(wilson(longer, unequal))} of those whose lengths differ.`,
    `Annotators named: ${annotators.size}.`,
    ...(listed.length === 0
      ? []
      : [
          '',
          markdownTable(
            ['source', 'comparisons'],
            [
              ...listed.slice(0, mostSources).map(([name, n]) => [plainMarkdown(name), n] as const),
              ...(rest > 0 ? [['all others', rest] as const] : []),
            ],
          ),
        ]),
  ].join('\n');
}

/** Sources that are named. */
const mostSources = 20;

function leftOutSection({ choice: { filter }, card, result: { selection, refused, unreadable } }: CardParts): string {
  const reasons = [
    ...[...selection.leftOut].map(
      ([why, n]) => [why === 'condition' ? 'the condition does not hold' : why, n] as const,
    ),
    ...(unreadable > 0 ? [['it holds no comparison', unreadable] as const] : []),
    ...[...refused].map(([why, n]) => [`the format can't hold it: ${why}`, n] as const),
  ];
  const found = [...selection.found].toSorted(([, x], [, y]) => y - x);
  const condition = card.condition === null ? [] : [`Condition for being kept: ${plainMarkdown(card.condition)}`];
  return [
    ...condition,
    reasons.length === 0
      ? 'Nothing was left out.'
      : markdownTable(
          ['why (the first reason that holds)', 'rows'],
          reasons.map(([why, n]) => [plainMarkdown(why), n]),
        ),
    ...(found.length === 0
      ? []
      : [
          markdownTable(
            ['finding', 'rows in the source', 'left out for it'],
            found.map(([kind, n]) => [kind, n, filter.drop.includes(kind) ? 'yes' : 'no']),
          ),
        ]),
  ].join('\n\n');
}

function reviewSection({ source: { decisions }, result: { selection, notExpressed } }: CardParts): string {
  if (decisions.size === 0) return 'No decisions of reviewers.';
  const { confirmed, relabelled, edited } = selection.applied;
  const dropped = selection.leftOut.get('verdict: drop') ?? 0;
  return [
    `${decisions.size} decisions of reviewers: ${dropped} comparisons dropped; of those kept, ${confirmed} labels confirmed, ${relabelled} given another label, ${edited} with edited texts.`,
    ...(notExpressed > 0
      ? [`${notExpressed} records can't hold their decision in full (ties, "both bad") and are as in the source.`]
      : []),
  ].join('\n');
}

function splitSection({ result: { split } }: CardParts): string {
  const { trainCount, testCount, testShare, seed, groups, largest } = split!;
  const n = trainCount + testCount;
  return `${trainCount} comparisons to train on and ${testCount} to test on (${percent(testCount / n)}; asked for: ${percent(testShare)}), with seed ${seed}. ${splitRule} There are ${groups} such groups; the largest holds ${largest} comparisons.`;
}

function noiseSection({ source: { audit }, result: { noise, testNoise } }: CardParts): string {
  const of = testNoise === null ? '' : 'Of the training file: ';
  const { flipRate } = audit?.figures ?? {};
  const before =
    flipRate === undefined
      ? ''
      : flipRate.known
        ? ` In the whole source: ${percent(flipRate.rate)} (${percent(flipRate.low)} to ${percent(flipRate.high)}).`
        : ` In the whole source: below ${percent(flipRate.upper)}.`;
  const parts = noise.known
    ? ` ${noise.settled} labels that a reviewer settled count as right; ${noise.unjudged} were judged by nobody and are in no figure.`
    : '';
  const test = testNoise === null ? [] : [`Of the test file: ${smoothingOf(testNoise).basis}${ceiling(testNoise)}`];
  return [`${of}${smoothingOf(noise).basis}${parts}${before}`, ...test].join('\n\n');
}

/** Labels that are wrong are a ceiling for whoever is measured by them. */
function ceiling(noise: Noise): string {
  if (!noise.known || noise.rate < 0.005) return '';
  return ` A model that is always right agrees with about ${percent(1 - noise.rate)} of them.`;
}

function trainerSections({ result: { trainers } }: CardParts): string[] {
  return trainers.map(
    ({ trainer, language, lines, why }) =>
      `### ${plainMarkdown(trainer)}\n\n${codeBlock(language, lines)}\n\n${why.join(' ')}`,
  );
}

function estimate(value: Estimate | null): string {
  if (value === null) return 'unknown';
  return `${percent(value.value)} (${percent(value.low)} to ${percent(value.high)})`;
}
