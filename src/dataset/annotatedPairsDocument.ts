import { createHash } from 'node:crypto';
import type { Comparison } from './comparison.ts';

/** First eight digits of an MD5, as the format's own writers name annotators and comparisons. */
function shortId(text: string): string {
  return createHash('md5').update(text, 'utf8').digest('hex').slice(0, 8);
}

interface HeldPair {
  readonly comparison: Comparison;
  readonly texts: { readonly prompt: string; readonly a: string; readonly b: string };
}

/** AnnotatedPairs 2.0. `metadata` must be the first key: its readers look at that one alone. */
export function annotatedPairsDocument(records: readonly object[]): object {
  const gold = shortId('column_preferred_text');
  const annotators: Record<string, object> = {
    [gold]: { name: 'preferred_text', description: 'The label of the dataset', type: 'unknown' },
  };
  const comparisons = (records as readonly HeldPair[]).map(({ comparison, texts }) => {
    const { label, annotations, a, b, source, id } = comparison;
    const held: Record<string, object> = { [gold]: preference(label) };
    for (const { annotator, label: said, ...more } of annotations) {
      const name = shortId(`column_${annotator}`);
      annotators[name] ??= { name: annotator, description: 'An annotator of the dataset', type: 'human' };
      held[name] = { ...preference(said), ...more };
    }
    const [responseA, responseB] = [
      { ...(a.model !== undefined && { model: a.model }), text: texts.a },
      { ...(b.model !== undefined && { model: b.model }), text: texts.b },
    ];
    const key = `${texts.prompt}|${JSON.stringify(responseA)}|${JSON.stringify(responseB)}`;
    const name = shortId(key);
    return {
      id: name,
      prompt: texts.prompt === '' ? null : texts.prompt,
      response_a: responseA,
      response_b: responseB,
      annotations: held,
      metadata: {
        index: String(comparison.row),
        ...(source !== undefined && { source }),
        // Read from such a document, the id may be this one.
        ...(id !== undefined && id !== name && { id }),
      },
    };
  });
  return {
    metadata: {
      version: '2.0',
      description: 'Comparisons exported by PairLens',
      dataset_name: 'PairLens export',
      default_annotator: gold,
      available_metadata_keys_per_comparison: ['index', 'source', 'id'],
    },
    annotators,
    comparisons,
  };
}

function preference(label: Comparison['label']): object {
  if (label === 'a' || label === 'b') return { pref: label };
  if (label === 'tie') return { pref: 'tie' };
  return { pref: null, no_pref_reason: label === 'both_bad' ? 'neither' : 'not_applicable' };
}
