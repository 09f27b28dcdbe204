import type { Annotation, Label, Message, Response } from '../comparison.ts';
import { documentKey } from '../documentLists.ts';
import type { Detection, Format, ReadResult, WriteResult } from '../format.ts';
import { isObject, own, ownText } from '../ownValue.ts';
import { recordFacts } from '../recordFacts.ts';
import { readTurns } from '../turn.ts';

/** Annotators of these kinds say whether a principle holds, not which response a person prefers. */
const principles = new Set(['principle', 'non_preference_principle']);

/**
 * AnnotatedPairs (ICAI, Feedback Forensics), version 1 and 2: comparisons with the preferences of many annotators. The label
 * is that of the document's default annotator, the annotations are those of the others; annotators that are principles are not
 * people and are left out.
 */
export const annotatedPairsFormat: Format = {
  id: 'annotated-pairs',
  name: 'AnnotatedPairs (ICAI, Feedback Forensics)',

  detect(samples): Detection {
    const readable = samples.filter(sample => typeof readPair(sample) !== 'string').length;
    if (readable === 0) return { score: 0, reasons: [] };
    return {
      score: readable / samples.length,
      reasons: [
        `${readable} of ${samples.length} sampled comparisons have two responses and \`annotations\` by annotator`,
        "the label is that of the document's default annotator",
      ],
    };
  },

  read(record): ReadResult {
    const comparison = readPair(record);
    return typeof comparison === 'string'
      ? { ok: false, reason: comparison, cure: 'Correct the document with the program that made it' }
      : { ok: true, comparison };
  },

  write(_record, comparison, { verdict, texts }): WriteResult {
    const held = verdict === null || verdict === 'drop' || verdict === 'later' || verdict === comparison.label;
    const edited = Object.keys(texts).map(ref => `the edited text ${ref}`);
    return { patches: [], notExpressed: held ? edited : ['the label', ...edited] };
  },
};

function readPair(record: unknown): (ReadResult & { readonly ok: true })['comparison'] | string {
  const shared = own(record, documentKey);
  if (!isObject(shared)) return 'the record is no comparison of an AnnotatedPairs document';
  const [a, b] = [responseOf(record, 'a'), responseOf(record, 'b')];
  if (!a || !b) return `the comparison has no text in \`response_${a ? 'b' : 'a'}\``;
  const annotators = own(shared, 'annotators');
  const preferences = own(record, 'annotations');
  const chosen = own(shared, 'default');
  const annotations: Annotation[] = [];
  let label: Label | null = null;
  for (const [id, preference] of Object.entries(isObject(preferences) ? preferences : {})) {
    const said = labelOf(preference);
    if (id === chosen) {
      label = said;
      continue;
    }
    const kind = own(own(annotators, id), 'type');
    if (principles.has(String(kind))) continue;
    const name = ownText(own(annotators, id), 'name') ?? ownText(own(annotators, id), 'description') ?? id;
    annotations.push({ annotator: name, label: said, ...detailsOf(preference) });
  }
  const used = new Set(['prompt', 'response_a', 'response_b', 'annotations', 'metadata', documentKey]);
  const { annotations: _, ...facts } = recordFacts(record, { used, label });
  const metadata = own(record, 'metadata');
  const scalars = Object.entries(isObject(metadata) ? metadata : {}).filter(
    (entry): entry is [string, string | number | boolean] => entry[1] !== null && typeof entry[1] !== 'object',
  );
  const source = scalars.find(([name]) => name === 'source' || name === 'dataset')?.[1];
  // The comparison's own id is a hash that its writer made; the dataset's is beside it.
  const id = scalars.find(([name]) => name === 'id')?.[1];
  return {
    prompt: promptOf(own(record, 'prompt')),
    a,
    b,
    label,
    annotations,
    ...facts,
    fields: { ...facts.fields, ...Object.fromEntries(scalars) },
    ...(typeof source === 'string' && { source }),
    ...((typeof id === 'string' || typeof id === 'number') && { id: String(id) }),
    positioned: true,
  };
}

/** What an annotator said beside the preference, where the writer kept it. */
function detailsOf(preference: unknown): Omit<Annotation, 'annotator' | 'label'> {
  const [strength, reason, time] = ['strength', 'reason', 'time'].map(name => own(preference, name));
  return {
    ...(typeof strength === 'number' && strength > 0 && { strength }),
    ...(typeof reason === 'string' && { reason }),
    ...(typeof time === 'string' && { time }),
  };
}

function labelOf(preference: unknown): Label | null {
  const value = typeof preference === 'string' ? preference : own(preference, 'pref');
  if (value === 'a' || value === 'text_a') return 'a';
  if (value === 'b' || value === 'text_b') return 'b';
  if (value === 'tie' || own(preference, 'no_pref_reason') === 'both') return 'tie';
  return own(preference, 'no_pref_reason') === 'neither' ? 'both_bad' : null;
}

function responseOf(record: unknown, side: 'a' | 'b'): Response | null {
  const held = own(record, `response_${side}`) ?? own(record, `text_${side}`);
  const text = typeof held === 'string' ? held : ownText(held, 'text');
  if (text === undefined) return null;
  const model = ownText(held, 'model') ?? ownText(record, `model_${side}`);
  return { messages: [{ role: 'assistant', content: text }], ...(model && { model }) };
}

function promptOf(prompt: unknown): Message[] {
  if (typeof prompt === 'string') return prompt === '' ? [] : [{ role: 'user', content: prompt }];
  return readTurns(prompt, [])?.map(turn => turn.message) ?? [];
}
