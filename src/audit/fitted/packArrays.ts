/** JSON in which typed arrays are references: `{"$": [type, offset in bytes, length]}`. */
export type Packed = null | boolean | number | string | readonly Packed[] | { readonly [key: string]: Packed };

const types = { Float64Array, Float32Array, Int32Array, Int16Array, Int8Array, Uint8Array } as const;
type TypeName = keyof typeof types;
type TypedArray = InstanceType<(typeof types)[TypeName]>;

/** Offsets are multiples of this. */
const alignment = 8;
/** Deeper values are none of ours. */
const mostDepth = 16;

/**
 * Splits plain data into JSON and the bytes of its typed arrays (little-endian). An array that occurs several times is
 * written once. Numbers that JSON does not know become null.
 */
export function pack(value: unknown): { readonly json: Packed; readonly bytes: Buffer } {
  const known = new Map<TypedArray, Packed>();
  const parts: Buffer[] = [];
  let at = 0;
  const walk = (of: unknown): Packed => {
    if (of === undefined) return null;
    if (of === null || typeof of !== 'object') return of as Packed;
    if (isTyped(of)) {
      const before = known.get(of);
      if (before !== undefined) return before;
      const reference = { $: [of.constructor.name, at, of.length] };
      known.set(of, reference);
      const bytes = Buffer.from(of.buffer, of.byteOffset, of.byteLength);
      const padding = (alignment - (bytes.length % alignment)) % alignment;
      parts.push(bytes, Buffer.alloc(padding));
      at += bytes.length + padding;
      return reference;
    }
    if (Array.isArray(of)) return of.map(walk);
    return Object.fromEntries(Object.entries(of).map(([key, inner]) => [key, walk(inner)]));
  };
  const json = walk(value);
  return { json, bytes: Buffer.concat(parts) };
}

/** What `pack` split. @throws RangeError for a reference that the bytes do not hold, or data that is too deep */
export function unpack(json: Packed, bytes: Buffer): unknown {
  const arrays = new Map<string, TypedArray>();
  const walk = (of: Packed, depth: number): unknown => {
    if (depth > mostDepth) throw new RangeError('data is nested too deeply');
    if (of === null || typeof of !== 'object') return of;
    if (isList(of)) return of.map(inner => walk(inner, depth + 1));
    if (Object.hasOwn(of, '$')) return arrayAt(of.$ ?? null, bytes, arrays);
    return Object.fromEntries(Object.entries(of).map(([key, inner]) => [key, walk(inner, depth + 1)]));
  };
  return walk(json, 0);
}

function arrayAt(reference: Packed, bytes: Buffer, known: Map<string, TypedArray>): TypedArray {
  const name = JSON.stringify(reference);
  const before = known.get(name);
  if (before !== undefined) return before;
  const [type, offset, length] = Array.isArray(reference) ? (reference as unknown[]) : [];
  if (typeof type !== 'string' || !Object.hasOwn(types, type) || !isCount(offset) || !isCount(length)) {
    throw new RangeError('an array has no proper place');
  }
  const make = types[type as TypeName];
  const end = offset + length * make.BYTES_PER_ELEMENT;
  if (end > bytes.length) throw new RangeError('an array ends behind the file');
  // Copied, so that the array is aligned wherever the bytes lie.
  const array = new make(Uint8Array.from(bytes.subarray(offset, end)).buffer);
  known.set(name, array);
  return array;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isTyped(value: object): value is TypedArray {
  return ArrayBuffer.isView(value) && Object.hasOwn(types, value.constructor.name);
}

function isList(value: object): value is readonly Packed[] {
  return Array.isArray(value);
}
