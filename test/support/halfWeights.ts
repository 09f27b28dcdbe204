import { type OnnxNode, onnxNode } from './onnxFile.ts';
import { fieldsOf, message } from './protobuf.ts';

const graphField = 7;
const nodeField = 1;
const initialiserField = 5;
const [typeField, nameField, rawDataField] = [2, 8, 9];
const [float, float16] = [1, 10];
/** Constants under this size (shapes, scales) stay floats. */
const least = 1024;

/** An ONNX file with its weights in 16 bits, made floats again by casts at the beginning of its graph. */
export function withHalfWeights(file: Uint8Array): Uint8Array {
  return Buffer.concat(
    [...fieldsOf(file)].map(({ number, whole, content }) =>
      number === graphField ? message([graphField, halvedGraph(content)]) : whole,
    ),
  );
}

function halvedGraph(graph: Uint8Array): Uint8Array {
  const casts: OnnxNode[] = [];
  const parts = [...fieldsOf(graph)].map(({ number, whole, content }) => {
    if (number !== initialiserField) return whole;
    const fields = [...fieldsOf(content)];
    const of = (wanted: number): Uint8Array =>
      fields.find(field => field.number === wanted)?.content ?? new Uint8Array();
    const raw = of(rawDataField);
    const isFloat = fields.some(field => field.number === typeField && field.whole.at(-1) === float);
    if (!isFloat || raw.length < least) return whole;
    const name = Buffer.from(of(nameField)).toString();
    casts.push({ op: 'Cast', inputs: [`${name}_half`], output: name, ints: { to: float } });
    const kept = fields.filter(field => ![typeField, nameField, rawDataField].includes(field.number));
    const halved = message([typeField, float16], [nameField, `${name}_half`], [rawDataField, halves(raw)]);
    return message([initialiserField, Buffer.concat([...kept.map(field => field.whole), halved])]);
  });
  return Buffer.concat([...casts.map(cast => message([nodeField, onnxNode(cast)])), ...parts]);
}

/** Floats as numbers of 16 bits (IEEE 754 binary16), rounded. */
function halves(floats: Uint8Array): Uint8Array {
  const view = new DataView(floats.buffer, floats.byteOffset, floats.byteLength);
  const bits = new Uint16Array(floats.length / 4);
  for (let i = 0; i < bits.length; i++) {
    const value = view.getFloat32(4 * i, true);
    const size = Math.abs(value);
    const exponent = Math.max(-14, Math.floor(Math.log2(size || 1)));
    // From 1024 on, the fraction is of a normal number; rounding up to 2048 carries into the exponent as it should.
    const fraction = Math.round(size / 2 ** (exponent - 10));
    bits[i] = (value < 0 ? 0x8000 : 0) + (size < 2 ** -14 ? fraction : ((exponent + 14) << 10) + fraction);
  }
  return new Uint8Array(bits.buffer);
}
