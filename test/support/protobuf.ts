/** A field of a protobuf message: number and encoded value. */
type Field = readonly [number: number, value: number | string | Uint8Array];

/** A protobuf message of the given fields: numbers as varints, texts and bytes with their length. */
export function message(...fields: readonly Field[]): Uint8Array {
  const parts = fields.map(([number, value]) => {
    if (typeof value === 'number') return Buffer.from([...varint(number << 3), ...varint(value)]);
    const bytes = typeof value === 'string' ? Buffer.from(value) : value;
    return Buffer.concat([Buffer.from([...varint((number << 3) | 2), ...varint(bytes.length)]), bytes]);
  });
  return Buffer.concat(parts);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}

/** A field of a message, as it is written: its number, all of its bytes, and those of its content (none of a number's). */
export interface WrittenField {
  readonly number: number;
  readonly whole: Uint8Array;
  readonly content: Uint8Array;
}

/** Fields of a message in their order. @throws Error for kinds of fields that ONNX models lack at this level */
export function* fieldsOf(bytes: Uint8Array): Generator<WrittenField> {
  for (let at = 0; at < bytes.length; ) {
    const start = at;
    const [tag, afterTag] = readVarint(bytes, at);
    const [value, afterValue] = readVarint(bytes, afterTag);
    const kind = tag % 8;
    if (kind !== 0 && kind !== 2) throw new Error(`A field of kind ${kind} at byte ${start}`);
    at = kind === 0 ? afterValue : afterValue + value;
    const content = kind === 0 ? new Uint8Array() : bytes.subarray(afterValue, at);
    yield { number: Math.floor(tag / 8), whole: bytes.subarray(start, at), content };
  }
}

function readVarint(bytes: Uint8Array, at: number): [value: number, next: number] {
  let value = 0;
  for (let scale = 1; ; scale *= 128) {
    const byte = bytes[at++];
    if (byte === undefined) throw new Error('The message is cut off.');
    value += (byte % 128) * scale;
    if (byte < 128) return [value, at];
  }
}
