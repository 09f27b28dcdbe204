import type { Annotation, Label } from '../comparison.ts';
import { own, ownText } from '../ownValue.ts';
import { votedFormat } from './voted.ts';

const labels: Readonly<Record<string, { readonly label: Label; readonly strength?: number }>> = {
  'A-is-clearly-better': { label: 'a', strength: 2 },
  'A-is-slightly-better': { label: 'a', strength: 1 },
  Tie: { label: 'tie' },
  'B-is-slightly-better': { label: 'b', strength: 1 },
  'B-is-clearly-better': { label: 'b', strength: 2 },
};

/** MultiPref: two crowd workers and two experts say how much better a completion is (`overall_pref`). */
export const multiPrefFormat = votedFormat({
  id: 'multipref',
  name: 'MultiPref (completion_a, completion_b, worker annotations)',
  trait: 'have `completion_a`, `completion_b` and the annotations of crowd workers and experts',
  test: record => own(record, 'completion_a') !== undefined && Array.isArray(own(record, 'normal_worker_annotations')),
  map: { prompt: 'text', a: 'completion_a', b: 'completion_b', id: 'comparison_id' },
  used: [],
  annotations(record) {
    const said: Annotation[] = [];
    for (const kind of ['normal', 'expert']) {
      const list = own(record, `${kind}_worker_annotations`);
      for (const [i, annotation] of (Array.isArray(list) ? list : []).entries()) {
        const word = ownText(annotation, 'overall_pref');
        const label = word === undefined ? undefined : Object.hasOwn(labels, word) ? labels[word] : undefined;
        if (!label)
          return `an \`overall_pref\` is ${JSON.stringify(word) ?? 'missing'}, which is no label of MultiPref`;
        const who = own(annotation, 'evaluator');
        const time = ownText(annotation, 'timestamp');
        said.push({ annotator: `${kind} ${String(who ?? i + 1)}`, ...label, ...(time && { time }) });
      }
    }
    return said;
  },
});
