import { fieldsOf, message } from './protobuf.ts';

const graphField = 7;
const initialiserField = 5;
const rawDataField = 9;
/** Weights under this size stay in the graph, as exporters leave them. */
const least = 1024;

/** An ONNX file whose weights are in a second file, as exporters write models over 2 GB. */
export interface InTwoFiles {
  readonly graph: Uint8Array;
  readonly weights: Uint8Array;
}

/** Moves the weights of an ONNX file to another one, beside it. @param location - the other file's name */
export function withExternalData(file: Uint8Array, location: string): InTwoFiles {
  const moved: Uint8Array[] = [];
  let offset = 0;
  const initialiser = (tensor: Uint8Array): Uint8Array => {
    const fields = [...fieldsOf(tensor)];
    const raw = fields.find(({ number }) => number === rawDataField)?.content;
    if (raw === undefined || raw.length < least) return tensor;
    const entry = (key: string, value: string | number) => [13, message([1, key], [2, String(value)])] as const;
    const where = message(entry('location', location), entry('offset', offset), entry('length', raw.length), [14, 1]);
    moved.push(raw);
    offset += raw.length;
    return Buffer.concat([...fields.filter(({ number }) => number !== rawDataField).map(({ whole }) => whole), where]);
  };
  const graph = (content: Uint8Array): Uint8Array =>
    Buffer.concat(
      [...fieldsOf(content)].map(({ number, whole, content: tensor }) =>
        number === initialiserField ? message([initialiserField, initialiser(tensor)]) : whole,
      ),
    );
  const parts = [...fieldsOf(file)].map(({ number, whole, content }) =>
    number === graphField ? message([graphField, graph(content)]) : whole,
  );
  return { graph: Buffer.concat(parts), weights: Buffer.concat(moved) };
}
