import type { Label, Message } from '../comparison.ts';
import type { ReadComparison } from '../format.ts';
import { genericFormat } from '../formats/generic.ts';
import { readLabel } from '../labels.ts';
import { valueIn } from '../mappedRecord.ts';
import { fieldMapText } from './fieldMapText.ts';
import { type MapDraft, mapOfDraft } from './mapDraft.ts';

/** A value of the label field and what it is taken for; null: for no label, `unknown`: it can't be told. */
export interface LabelValue {
  readonly value: string;
  readonly count: number;
  readonly means: Label | null | 'unknown';
}

/** What a draft of a field map comes to on some records. */
export interface MapPreview {
  /** The map as `--map` takes it; null while it lacks something or does not read the file. */
  readonly text: string | null;
  /** What it lacks, or why it does not read the file; null where it does. */
  readonly trouble: string | null;
  /** Values of the label field, the commonest first. */
  readonly labels: readonly LabelValue[];
  readonly sampled: number;
  /** Sampled records that are read as comparisons. */
  readonly read: number;
  /** Why the others are not, the commonest reasons first. */
  readonly unread: readonly { readonly reason: string; readonly count: number }[];
  /** The first comparisons, their texts cut to what a preview shows. */
  readonly comparisons: readonly ReadComparison[];
}

const shown = 3;
const maxLabels = 12;
const maxReasons = 3;
const textLength = 700;
const maxMessages = 8;

/** Reads sampled records by a draft. */
export function previewMap(samples: readonly unknown[], draft: MapDraft): MapPreview {
  const map = mapOfDraft(draft);
  const nothing = { text: null, read: 0, sampled: samples.length, unread: [], comparisons: [] };
  const codes = draft.codes;
  if (typeof map === 'string') return { ...nothing, trouble: map, labels: labelsOf(samples, draft, codes) };
  const completed = genericFormat.complete(samples, map);
  if ('why' in completed) {
    return { ...nothing, trouble: sentence(completed.why), labels: labelsOf(samples, draft, codes) };
  }
  const comparisons: ReadComparison[] = [];
  const reasons = new Map<string, number>();
  for (const sample of samples) {
    const result = genericFormat.read(sample, completed.map);
    if (result.ok) comparisons.push(result.comparison);
    else reasons.set(result.reason, (reasons.get(result.reason) ?? 0) + 1);
  }
  return {
    text: comparisons.length === 0 ? null : fieldMapText(map),
    trouble: comparisons.length === 0 ? 'No sampled record can be read by this map.' : null,
    labels: labelsOf(samples, draft, completed.map.codes ?? {}),
    sampled: samples.length,
    read: comparisons.length,
    unread: [...reasons]
      .map(([reason, count]) => ({ reason: sentence(reason), count }))
      .toSorted((x, y) => y.count - x.count)
      .slice(0, maxReasons),
    comparisons: comparisons.slice(0, shown).map(cutTexts),
  };
}

function labelsOf(
  samples: readonly unknown[],
  { kind, fields: { label } }: MapDraft,
  codes: Readonly<Record<string, Label>>,
): LabelValue[] {
  if (kind !== 'label' || label === undefined) return [];
  const counts = new Map<string, { readonly raw: unknown; count: number }>();
  for (const sample of samples) {
    const raw = valueIn(sample, label) ?? null;
    if (typeof raw === 'object') continue;
    const value = String(raw);
    const known = counts.get(value);
    if (known) known.count++;
    else counts.set(value, { raw, count: 1 });
  }
  return [...counts]
    .toSorted((x, y) => y[1].count - x[1].count)
    .slice(0, maxLabels)
    .map(([value, { raw, count }]) => {
      const read = readLabel(raw, codes);
      return { value: value.slice(0, textLength), count, means: read === undefined ? 'unknown' : read.label };
    });
}

function cutTexts(comparison: ReadComparison): ReadComparison {
  const { prompt, promptB, a, b } = comparison;
  return {
    ...comparison,
    fields: {},
    prompt: cut(prompt),
    ...(promptB && { promptB: cut(promptB) }),
    a: { ...a, messages: cut(a.messages) },
    b: { ...b, messages: cut(b.messages) },
  };
}

function cut(messages: readonly Message[]): Message[] {
  return messages.slice(-maxMessages).map(({ role, content }) => ({
    role,
    content: content.length > textLength ? `${content.slice(0, textLength)}…` : content,
  }));
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
