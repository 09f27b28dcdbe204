import type { Annotation, Comparison, Label, Side } from '../../../src/dataset/comparison.ts';
import type { RowPeople, RowPerson } from '../../../src/protocol/people.ts';
import { letterOf, placeOf } from './sides.ts';

/** An annotation and what is known of whose it is. */
export interface KnownAnnotation extends Annotation {
  /** Place among the comparison's annotations. */
  readonly at: number;
  readonly person: RowPerson | null;
}

/** Annotations that say the same. */
export interface AnnotationGroup {
  readonly label: Label | null;
  /** "for A", "tie". */
  readonly head: string;
  readonly annotations: readonly KnownAnnotation[];
}

/** The annotations of a comparison by what they say: the left response first, then the right one, then neither. */
export function annotationGroups(
  { annotations }: Pick<Comparison, 'annotations'>,
  people: RowPeople | undefined,
  left: Side,
): AnnotationGroup[] {
  const known = annotations.map(
    (annotation, at): KnownAnnotation => ({ ...annotation, at, person: people?.people[at] ?? null }),
  );
  const order: readonly (Label | null)[] = [left, left === 'a' ? 'b' : 'a', 'tie', 'both_bad', null];
  return order.flatMap(label => {
    const own = known.filter(annotation => annotation.label === label);
    return own.length === 0 ? [] : [{ label, head: headOf(label, left), annotations: own }];
  });
}

function headOf(label: Label | null, left: Side): string {
  switch (label) {
    case 'a':
    case 'b':
      return `for ${letterOf[placeOf(label, left)]}`;
    case 'tie':
      return 'tie';
    case 'both_bad':
      return 'both bad';
    case null:
      return 'no label';
  }
}
