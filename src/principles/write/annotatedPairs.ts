import { createHash } from 'node:crypto';
import type { Comparison, Label } from '../../dataset/comparison.ts';
import { textOf } from '../../dataset/comparison.ts';
import type { Principle, Votes } from '../principle.ts';
import { pythonJson } from './pythonJson.ts';

/** What is written besides comparisons. */
export interface AnnotatedPairsOptions {
  readonly dataset: string;
  readonly description: string;
  /** ISO 8601, seconds, UTC. */
  readonly created: string;
}

const shortHash = (text: string): string => createHash('md5').update(text).digest('hex').slice(0, 8);

type Annotation = { readonly pref: 'a' | 'b' } | { readonly pref: null; readonly no_pref_reason: string };

const annotationOf = (label: Label | null): Annotation | null => {
  if (label === null) return null;
  if (label === 'a' || label === 'b') return { pref: label };
  return { pref: null, no_pref_reason: label === 'tie' ? 'both' : 'neither' };
};

const voteOf = (vote: number): Annotation =>
  vote === 0 ? { pref: null, no_pref_reason: 'not_applicable' } : { pref: vote > 0 ? 'a' : 'b' };

/** Id of a principle's annotator. */
export const annotatorId = (description: string): string => shortHash(description);
const columnId = (name: string): string => shortHash(`column_${name}`);
/** What ICAI calls the annotator of the recorded label. */
const recorded = {
  name: 'preferred_text',
  description: 'Default annotator from original dataset (from column `preferred_text`)',
};

/** Id of a comparison: of its prompt and both responses with their models. */
export function pairId(
  prompt: string | null,
  a: Readonly<Record<string, string>>,
  b: Readonly<Record<string, string>>,
): string {
  const texts = `${pythonJson(a)}|${pythonJson(b)}`;
  return shortHash(prompt === null ? texts : `${prompt}|${texts}`);
}

/**
 * Comparisons with principles as annotators, as AnnotatedPairs 2.0 (opens in Feedback Forensics), piece by piece. Comparisons
 * that are the same in prompt, texts and models share an id; the later ones are left out, as the format wants ids unique.
 */
export function* annotatedPairs(
  comparisons: readonly Comparison[],
  principles: readonly Principle[],
  votes: ReadonlyMap<string, Votes>,
  { dataset, description, created }: AnnotatedPairsOptions,
): Generator<string> {
  const people = [...new Set(comparisons.flatMap(({ annotations }) => annotations.map(({ annotator }) => annotator)))];
  const defaultId = annotatorId(recorded.description);
  const annotators: Record<string, object> = {
    [defaultId]: { ...recorded, type: 'unknown' },
    ...Object.fromEntries(
      people.map(name => [columnId(name), { name, description: `Annotator ${name}`, type: 'unknown' }]),
    ),
    ...Object.fromEntries(principles.map(({ text }) => [annotatorId(text), { description: text, type: 'principle' }])),
  };
  const metadata = {
    version: '2.0',
    description,
    created_at: created,
    dataset_name: dataset,
    default_annotator: defaultId,
    available_metadata_keys_per_comparison: ['index', 'source'],
  };
  yield `{"metadata":${JSON.stringify(metadata)},\n"annotators":${JSON.stringify(annotators)},\n"comparisons":[`;
  const met = new Set<string>();
  const response = ({ messages, model }: Comparison['a']) => ({
    text: textOf(messages),
    ...(model !== undefined && { model }),
  });
  for (const [row, comparison] of comparisons.entries()) {
    const prompt = comparison.prompt.length === 0 ? null : textOf(comparison.prompt);
    const [a, b] = [response(comparison.a), response(comparison.b)];
    const id = pairId(prompt, a, b);
    if (met.has(id)) continue;
    const annotations: Record<string, Annotation> = {};
    const label = annotationOf(comparison.label);
    if (label !== null) annotations[defaultId] = label;
    for (const { annotator, label: own } of comparison.annotations) {
      const said = annotationOf(own);
      if (said !== null) annotations[columnId(annotator)] = said;
    }
    for (const principle of principles)
      annotations[annotatorId(principle.text)] = voteOf(votes.get(principle.id)?.[row] ?? 0);
    const own = {
      id,
      prompt,
      response_a: a,
      response_b: b,
      annotations,
      metadata: { index: String(comparison.row), source: comparison.source ?? '' },
    };
    yield `${met.size === 0 ? '' : ','}\n${JSON.stringify(own)}`;
    met.add(id);
  }
  yield '\n]}\n';
}
