import { joinResults } from '../companions.ts';
import type { Annotation, Label } from '../comparison.ts';
import type { FieldMap } from '../fieldMap.ts';
import type { Detection, Format, ReadResult, WriteResult } from '../format.ts';
import { textPatches } from '../located.ts';
import { majorityOf } from '../majority.ts';
import { locateMapped } from '../mappedRecord.ts';

/** A layout in which several annotators label each comparison. */
export interface Voted {
  readonly id: string;
  readonly name: string;
  /** What sets its records apart, in words that follow "records". */
  readonly trait: string;
  test(record: unknown): boolean;
  /** Fields of the texts; the label is the annotators'. */
  readonly map: Omit<FieldMap, 'label' | 'codes'>;
  /** What each annotator said; in words what is wrong, where it can't be read. */
  annotations(record: unknown): readonly Annotation[] | string;
  /** The record's own label, where it has one and its annotators are not counted; `strength` in the record's unit. */
  readonly own?: (record: unknown) => { readonly label: Label | null; readonly strength?: number } | string | undefined;
  /** Fields that hold the annotations, which are not repeated among the record's fields. */
  readonly used: readonly string[];
}

const notVotes = 'the label, which is the majority of the annotators';

/**
 * A format that keeps every annotation. Its label is the record's own, or else that of most annotators; where none has
 * most, a tie. Annotators' labels are never rewritten, so verdicts go to the review file.
 */
export function votedFormat({ id, name, trait, test, map, annotations, own, used }: Voted): Format {
  const read = (record: unknown): ReadResult => {
    const found = locateMapped(record, map);
    const said = annotations(record);
    const given = own?.(record);
    const trouble = [found, said, given].find(part => typeof part === 'string');
    if (
      typeof trouble === 'string' ||
      typeof found === 'string' ||
      typeof said === 'string' ||
      typeof given === 'string'
    ) {
      return { ok: false, reason: String(trouble), cure: 'Correct the record in a text editor' };
    }
    const { label, strength } = given ?? majorityOf(said);
    const { labelStrength: _, fields, ...comparison } = found.comparison;
    return {
      ok: true,
      comparison: {
        ...comparison,
        fields: Object.fromEntries(Object.entries(fields).filter(([field]) => !used.includes(field))),
        label,
        ...(strength !== undefined && strength > 0 && { labelStrength: strength }),
        annotations: said,
        positioned: true,
      },
    };
  };
  return {
    id,
    name,

    detect(samples): Detection {
      const readable = samples.filter(sample => test(sample) && read(sample).ok).length;
      if (readable === 0) return { score: 0, reasons: [] };
      return {
        score: readable / samples.length,
        reasons: [
          `${readable} of ${samples.length} sampled records ${trait}`,
          own ? "the label is the record's own" : 'the label is that of most annotators, and a tie where none has most',
        ],
      };
    },

    read,

    write(record, comparison, decision): WriteResult {
      const found = locateMapped(record, map);
      if (typeof found === 'string') return { patches: [], notExpressed: [] };
      const { verdict } = decision;
      const held = verdict === null || verdict === 'drop' || verdict === 'later' || verdict === comparison.label;
      return joinResults(textPatches(record, found, decision.texts), {
        patches: [],
        notExpressed: held ? [] : [own ? 'the label beside those of the annotators' : notVotes],
      });
    },
  };
}
