import type { JsonObject } from './ownValue.ts';

/** Shapes of records that are remembered: the records of a file have one, or a few. */
const remembered = 8;
/** Records with more fields than this are worked out each time, so that little is held. */
const mostNames = 500;

interface Shape<T> {
  readonly names: readonly string[];
  readonly value: T;
}

/**
 * What follows from the names of a record's fields alone. It is worked out once for records with the same fields in the same
 * order, as those of a file nearly always have.
 */
export function byNames<T>(make: (names: readonly string[]) => T): (record: JsonObject) => T {
  let shapes: readonly Shape<T>[] = [];
  return record => {
    const names = Object.keys(record);
    if (names.length > mostNames) return make(names);
    const known = shapes.find(shape => same(shape.names, names));
    if (known !== undefined) return known.value;
    const made = { names, value: make(names) };
    shapes = [made, ...shapes.slice(0, remembered - 1)];
    return made.value;
  };
}

function same(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}
