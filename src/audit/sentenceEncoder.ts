import type { SentenceEncoder } from '../principles/model/joinAlike.ts';
import { Encoder, isEncoder } from '../reward/encoder/encoder.ts';
import type { AuditModels } from './auditModels.ts';

/** The first installed encoder that is not left out, as something that gives vectors to sentences; null where there is none. */
export function sentenceEncoder({
  installed,
  device,
  cache,
  runtime,
  without = [],
}: AuditModels): SentenceEncoder | null {
  const model = installed.filter(isEncoder).find(({ id }) => !without.includes(id));
  if (model === undefined) return null;
  const encoder = new Encoder(model, { device, cache, ...(runtime === undefined ? {} : { runtime }) });
  return {
    name: model.name,
    async encode(texts, signal) {
      const { width, values } = await encoder.encode(texts, signal === undefined ? {} : { signal });
      return texts.map((_, at) => values.subarray(at * width, (at + 1) * width));
    },
  };
}
