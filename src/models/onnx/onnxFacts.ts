/** An input or output of a graph. A size is null where it may vary. */
export interface Port {
  readonly name: string;
  readonly shape: readonly (number | null)[] | null;
}

/** What a walk over an ONNX file finds. */
export interface OnnxFacts {
  readonly irVersion: number;
  /** Version by domain; the standard domain is ''. */
  readonly opsets: ReadonlyMap<string, number>;
  /** "domain:type" of every operator in the graph, its subgraphs and functions; the standard domain is ''. */
  readonly operators: ReadonlySet<string>;
  /** "domain:name" of the functions that the file defines itself. */
  readonly functions: ReadonlySet<string>;
  /** Inputs that the caller must give: initialisers are left out. */
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  /** Elements of initialisers by their data type (ONNX's numbers: 1 float, 10 float16, 16 bfloat16, 3 int8, 2 uint8). */
  readonly elements: ReadonlyMap<number, number>;
  /** Pieces of weights in other files. */
  readonly external: readonly ExternalPiece[];
}

/** Weights of a tensor that are in another file. */
export interface ExternalPiece {
  /** As the file says it: relative to its own folder. */
  readonly location: string;
  readonly offset: number;
  /** Bytes, or null: to the end of the file. */
  readonly length: number | null;
}
