import type { FieldMap } from '../fieldMap.ts';
import type { Detection, Format, ReadComparison, ReadResult, WriteResult } from '../format.ts';
import { genericFormat } from './generic.ts';

/** A layout whose fields have one meaning, so that a fixed field map reads it. */
export interface Mapped {
  readonly id: string;
  readonly name: string;
  /** What sets its records apart, in words that follow "records". */
  readonly trait: string;
  test(record: unknown): boolean;
  readonly map: FieldMap;
  /** What the record says beyond its texts and its label. */
  readonly more?: (record: unknown, read: ReadComparison) => ReadComparison;
}

/** A format that reads and writes by a fixed field map. */
export function mappedFormat({ id, name, trait, test, map, more }: Mapped): Format {
  return {
    id,
    name,

    detect(samples): Detection {
      const readable = samples.filter(sample => test(sample) && genericFormat.read(sample, map).ok).length;
      if (readable === 0) return { score: 0, reasons: [] };
      return {
        score: readable / samples.length,
        reasons: [`${readable} of ${samples.length} sampled records ${trait}`],
      };
    },

    read(record): ReadResult {
      const result = genericFormat.read(record, map);
      return result.ok && more ? { ok: true, comparison: more(record, result.comparison) } : result;
    },

    write(record, comparison, decision): WriteResult {
      return genericFormat.write(record, comparison, decision, map);
    },
  };
}
