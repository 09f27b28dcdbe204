import type { Annotation } from '../comparison.ts';
import { readLabel } from '../labels.ts';
import { own } from '../ownValue.ts';
import { mappedFormat } from './mapped.ts';

const codes = { 0: 'a', 1: 'b' } as const;

/**
 * PKU-SafeRLHF: two labels, the more helpful response (`better_response_id`) and the safer one (`safer_response_id`), which
 * may conflict. The label is the helpful one; both stand among the annotations, as `helpful` and `safe`.
 */
export const safeRlhfFormat = mappedFormat({
  id: 'pku-saferlhf',
  name: 'PKU-SafeRLHF (better_response_id, safer_response_id)',
  trait:
    'have `response_0`, `response_1`, `better_response_id` (the label) and `safer_response_id` (kept beside it, as an annotation)',
  test: record => own(record, 'response_0') !== undefined && own(record, 'better_response_id') !== undefined,
  map: { prompt: 'prompt', a: 'response_0', b: 'response_1', label: 'better_response_id', codes },
  more(record, read) {
    const said = (annotator: string, field: string): Annotation[] => {
      const label = readLabel(own(record, field), codes)?.label;
      return label ? [{ annotator, label }] : [];
    };
    return { ...read, annotations: [...said('helpful', 'better_response_id'), ...said('safe', 'safer_response_id')] };
  },
});
