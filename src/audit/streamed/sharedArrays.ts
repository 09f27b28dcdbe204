/**
 * Plain data whose typed arrays lie in memory that threads share: handing it to workers copies none of it. An array that occurs
 * several times stays one.
 */
export function withSharedArrays<T>(value: T): T {
  const known = new Map<ArrayBufferView, ArrayBufferView>();
  const walk = (of: unknown): unknown => {
    if (of === null || typeof of !== 'object') return of;
    if (ArrayBuffer.isView(of)) {
      const found = known.get(of) ?? shared(of);
      known.set(of, found);
      return found;
    }
    if (Array.isArray(of)) return of.map(walk);
    return Object.fromEntries(Object.entries(of).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(value) as T;
}

function shared(view: ArrayBufferView): ArrayBufferView {
  const bytes = new SharedArrayBuffer(view.byteLength);
  new Uint8Array(bytes).set(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  const { constructor: Kind } = view as unknown as { constructor: new (buffer: SharedArrayBuffer) => ArrayBufferView };
  return new Kind(bytes);
}
