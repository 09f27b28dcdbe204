import { type Comparison, chosenSide } from '../dataset/comparison.ts';
import type { AnnotatorsFigures } from '../reward/annotators/annotatorsFigures.ts';
import { factorSigns } from '../reward/degree/factorSigns.ts';
import { factors } from '../reward/degree/factors.ts';
import type { Prepared } from '../reward/prepared.ts';
import type { Audit } from './audit.ts';

/** An annotation as columns, by name; null where it is not known. */
export type AnnotationLine = Readonly<Record<string, string | number | null>>;

/** Names of the columns of factors: `factor_words_per_sentence`. */
const factorColumns = factors.map(
  ({ name }) =>
    `factor_${name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/_$/, '')}`,
);

/** Columns of an annotation, in order; docs/columns.md documents each. */
export const annotationColumns: readonly string[] = [
  'line',
  'key',
  'annotator',
  'vote',
  'degree',
  'population',
  'membership',
  ...factorColumns,
];

/**
 * Every annotation of the comparisons, in file order: the vote, how firmly it falls (the chance that one more annotator would vote
 * alike, by all votes on the pair but this one), whose population it is, and of which factors the preferred response has more
 * (1), less (-1) or as much (0).
 *
 * @param comparisons - those that the audit is of
 */
export function* annotationLines(
  comparisons: readonly Comparison[],
  { rows }: Pick<Audit, 'rows'>,
  { populations, profiles: { spread } }: Pick<AnnotatorsFigures, 'populations' | 'profiles'>,
  { items, style }: Pick<Prepared, 'items' | 'style'>,
): Generator<AnnotationLine> {
  const audited = new Map(rows.map(row => [row.row, row]));
  const signs = factorSigns(
    style,
    comparisons.map((_, at) => [items.a[at]!, items.b[at]!] as const),
  );
  const votesOn = new Map<string, number>();
  for (const { key, annotations } of comparisons) {
    const votes = annotations.filter(({ label }) => chosenSide(label) !== null).length;
    votesOn.set(key, (votesOn.get(key) ?? 0) + votes);
  }
  const memberOf = new Map<string, readonly [name: string, membership: number]>();
  if (populations.known && populations.populations.length > 1) {
    for (const { name, memberships } of populations.placed) {
      const most = memberships.indexOf(Math.max(...memberships));
      memberOf.set(name, [populations.populations[most]?.name ?? 'by chance', memberships[most]!]);
    }
  }
  for (const [at, { row, line, key, label, annotations }] of comparisons.entries()) {
    const ofLabel = audited.get(row)?.degree ?? null;
    for (const { annotator, label: vote } of annotations) {
      if (vote === null) continue;
      const side = chosenSide(vote);
      const alike =
        ofLabel === null || side === null || chosenSide(label) === null ? null : vote === label ? ofLabel : 1 - ofLabel;
      const [population = null, membership = null] = memberOf.get(annotator) ?? [];
      const values = signs.map(sign => (side === null ? null : side === 'a' ? sign[at]! : 0 - sign[at]!));
      yield {
        line,
        key,
        annotator,
        vote,
        degree: spread === null || alike === null ? null : withoutOne(alike, spread.worth, votesOn.get(key)!),
        population,
        membership,
        ...Object.fromEntries(values.map((value, k) => [factorColumns[k]!, value])),
      };
    }
  }
}

/** The degree (w mu + k) / (w + n) without one of the k votes for it, four digits. */
function withoutOne(degree: number, worth: number, votes: number): number {
  const value = (degree * (worth + votes) - 1) / (worth + votes - 1);
  return Math.round(1e4 * Math.min(Math.max(value, 0), 1)) / 1e4;
}
