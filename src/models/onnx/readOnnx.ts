import type { ExternalPiece, OnnxFacts, Port } from './onnxFacts.ts';
import { type Field, ProtoError, ProtoReader, type Walk } from './protoReader.ts';

/** How deep graphs may be nested in one another. */
const deepest = 32;
/** External pieces that a file may name: one a tensor. */
const mostPieces = 200_000;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Field numbers of onnx.proto3, by message. */
const model = { irVersion: 1, graph: 7, opset: 8, training: 20, function: 25 } as const;
const graph = { node: 1, name: 2, initializer: 5, input: 11, output: 12, sparse: 15 } as const;
const node = { type: 4, attribute: 5, domain: 7 } as const;
const attribute = { tensor: 5, graph: 6, tensors: 10, graphs: 11, sparse: 22, sparses: 23 } as const;
const tensor = { dims: 1, type: 2, name: 8, external: 13 } as const;

/**
 * Walks over an ONNX file: graph, subgraphs, functions and tensors; weights are passed over, not read.
 *
 * @throws ProtoError if the file is cut off, garbled or no ONNX model
 */
export function readOnnx(path: string, signal?: AbortSignal): Promise<OnnxFacts> {
  return ProtoReader.walk(path, reader => new OnnxWalk(reader).model(), signal);
}

class OnnxWalk {
  private readonly opsets = new Map<string, number>();
  private readonly operators = new Set<string>();
  private readonly functions = new Set<string>();
  private readonly elements = new Map<number, number>();
  private readonly external: ExternalPiece[] = [];
  private irVersion = 0;
  private top: { inputs: Port[]; outputs: Port[]; initialisers: Set<string> } | null = null;

  constructor(private readonly reader: ProtoReader) {}

  *model(): Walk<OnnxFacts> {
    const { reader } = this;
    const walk = this;
    if (reader.size === 0) throw new ProtoError('it is empty');
    yield* reader.fieldsOf(0, reader.size, function* (field) {
      if (field.number === model.irVersion) walk.irVersion = field.value;
      else if (!field.delimited) return;
      else if (field.number === model.graph) yield* walk.graph(field, 0, true);
      else if (field.number === model.opset) yield* walk.opset(field);
      else if (field.number === model.function) yield* walk.function(field);
      else if (field.number === model.training) throw new ProtoError('it is made for training, not for inference');
    });
    if (this.top === null || this.irVersion === 0) throw new ProtoError('it holds no graph');
    const { inputs, outputs, initialisers } = this.top;
    const { irVersion, opsets, operators, functions, elements, external } = this;
    const needed = inputs.filter(({ name }) => !initialisers.has(name));
    return { irVersion, opsets, operators, functions, elements, external, inputs: needed, outputs };
  }

  private *opset({ start, end }: Field): Walk<void> {
    const { reader } = this;
    let domain = '';
    let version = 0;
    yield* reader.fieldsOf(start, end, function* (field) {
      if (field.number === 1 && field.delimited) domain = yield* reader.text(field);
      else if (field.number === 2) version = field.value;
    });
    const name = standard(domain);
    this.opsets.set(name, Math.max(version, this.opsets.get(name) ?? 0));
  }

  private *function({ start, end }: Field): Walk<void> {
    const { reader } = this;
    const walk = this;
    let domain = '';
    let name = '';
    yield* reader.fieldsOf(start, end, function* (field) {
      if (!field.delimited) return;
      if (field.number === 1) name = yield* reader.text(field);
      else if (field.number === 10) domain = yield* reader.text(field);
      else if (field.number === 7) yield* walk.node(field, 1);
      else if (field.number === 9) yield* walk.opset(field);
      else if (field.number === 11) yield* walk.attribute(field, 1);
    });
    this.functions.add(`${standard(domain)}:${name}`);
  }

  private *graph({ start, end }: Field, depth: number, top: boolean): Walk<void> {
    if (depth > deepest) throw new ProtoError(`its graphs are nested deeper than ${deepest}`);
    const { reader } = this;
    const walk = this;
    const inputs: Port[] = [];
    const outputs: Port[] = [];
    const initialisers = new Set<string>();
    yield* reader.fieldsOf(start, end, function* (field) {
      if (!field.delimited) return;
      if (field.number === graph.node) yield* walk.node(field, depth);
      else if (field.number === graph.initializer) {
        const name = yield* walk.tensor(field);
        if (top) initialisers.add(name);
      } else if (field.number === graph.sparse) yield* walk.sparse(field);
      else if (top && field.number === graph.input) inputs.push(yield* walk.port(field));
      else if (top && field.number === graph.output) outputs.push(yield* walk.port(field));
    });
    if (!top) return;
    if (this.top !== null) throw new ProtoError('it holds two graphs');
    this.top = { inputs, outputs, initialisers };
  }

  private *node({ start, end }: Field, depth: number): Walk<void> {
    const { reader } = this;
    const walk = this;
    let domain = '';
    let type = '';
    yield* reader.fieldsOf(start, end, function* (field) {
      if (!field.delimited) return;
      if (field.number === node.type) type = yield* reader.text(field);
      else if (field.number === node.domain) domain = yield* reader.text(field);
      else if (field.number === node.attribute) yield* walk.attribute(field, depth);
    });
    this.operators.add(`${standard(domain)}:${type}`);
  }

  private *attribute({ start, end }: Field, depth: number): Walk<void> {
    const walk = this;
    yield* this.reader.fieldsOf(start, end, function* (field) {
      if (!field.delimited) return;
      if (field.number === attribute.graph || field.number === attribute.graphs) {
        yield* walk.graph(field, depth + 1, false);
      } else if (field.number === attribute.tensor || field.number === attribute.tensors) yield* walk.tensor(field);
      else if (field.number === attribute.sparse || field.number === attribute.sparses) yield* walk.sparse(field);
    });
  }

  /** A sparse tensor holds two: its values and their places. */
  private *sparse({ start, end }: Field): Walk<void> {
    const walk = this;
    yield* this.reader.fieldsOf(start, end, function* (field) {
      if (field.delimited && (field.number === 1 || field.number === 2)) yield* walk.tensor(field);
    });
  }

  private *tensor({ start, end }: Field): Walk<string> {
    const { reader } = this;
    const walk = this;
    let count = 1;
    let type = 0;
    let name = '';
    const entries = new Map<string, string>();
    yield* reader.fieldsOf(start, end, function* (field) {
      if (field.number === tensor.type) type = field.value;
      else if (field.number === tensor.dims) count *= yield* walk.product(field);
      else if (!field.delimited) return;
      else if (field.number === tensor.name) name = yield* reader.text(field);
      else if (field.number === tensor.external && entries.size < 16) yield* walk.entry(field, entries);
    });
    this.elements.set(type, (this.elements.get(type) ?? 0) + (Number.isFinite(count) ? count : 0));
    if (entries.size > 0) this.addExternal(entries);
    return name;
  }

  /** The product of sizes: one, or several packed into one field. */
  private *product(field: Field): Walk<number> {
    if (!field.delimited) return field.value;
    if (field.end - field.start > 640) throw new ProtoError('a tensor in it has more than 64 dimensions');
    let product = 1;
    let at = field.start;
    while (at < field.end) {
      const { value, next } = yield* this.reader.varint(at, field.end);
      product *= value;
      at = next;
    }
    return product;
  }

  private *entry({ start, end }: Field, into: Map<string, string>): Walk<void> {
    const { reader } = this;
    let key = '';
    let value = '';
    yield* reader.fieldsOf(start, end, function* (field) {
      if (field.number === 1 && field.delimited) key = yield* reader.text(field);
      else if (field.number === 2 && field.delimited) value = yield* reader.text(field);
    });
    into.set(key, value);
  }

  private addExternal(entries: ReadonlyMap<string, string>): void {
    if (this.external.length >= mostPieces) throw new ProtoError(`it names more than ${mostPieces} external pieces`);
    const location = entries.get('location');
    if (location === undefined) throw new ProtoError('weights in another file have no location');
    this.external.push({
      location,
      offset: whole(entries.get('offset')) ?? 0,
      length: whole(entries.get('length')),
    });
  }

  private *port({ start, end }: Field): Walk<Port> {
    const { reader } = this;
    let name = '';
    const type: Mutable<{ shape: (number | null)[] | null }> = { shape: null };
    yield* reader.fieldsOf(start, end, function* (field) {
      if (!field.delimited) return;
      if (field.number === 1) name = yield* reader.text(field);
      // TypeProto.tensor_type, its shape, the dimensions.
      if (field.number !== 2) return;
      yield* reader.fieldsOf(field.start, field.end, function* (kind) {
        if (kind.number !== 1 || !kind.delimited) return;
        yield* reader.fieldsOf(kind.start, kind.end, function* (shape) {
          if (shape.number !== 2 || !shape.delimited) return;
          const sizes: (number | null)[] = [];
          type.shape = sizes;
          yield* reader.fieldsOf(shape.start, shape.end, function* (dim) {
            if (dim.number !== 1 || !dim.delimited) return;
            let size: number | null = null;
            yield* reader.fieldsOf(dim.start, dim.end, function* (part) {
              if (part.number === 1 && !part.delimited) size = part.value;
              yield* nothing();
            });
            if (sizes.length >= 64) throw new ProtoError('a port of it has more than 64 dimensions');
            sizes.push(size);
          });
        });
      });
    });
    return { name, shape: type.shape };
  }
}

/** The standard domain has two names. */
function standard(domain: string): string {
  return domain === 'ai.onnx' ? '' : domain;
}

function whole(text: string | undefined): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw new ProtoError('a place of weights in another file is no whole number');
  }
  return value;
}

/** A visit that needs no bytes. */
function* nothing(): Walk<void> {}
