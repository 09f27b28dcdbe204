import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { ModelError } from '../../../src/models/modelError.ts';
import { inspectOnnx } from '../../../src/models/onnx/checkOnnx.ts';
import { message } from '../../support/protobuf.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';
import { tinyModel } from '../../support/tinyOnnx.ts';

type Part = readonly [number, number | string | Uint8Array];

const node = (type: string, domain = '', ...attributes: Uint8Array[]): Part => [
  1,
  message([1, 'x'], [2, 'y'], [4, type], ...attributes.map(each => [5, each] as const), [7, domain]),
];
const external = (location: string, offset = 0, length?: number): Part => [
  5,
  message(
    [1, 4],
    [2, 1],
    [8, 'w'],
    [13, message([1, 'location'], [2, location])],
    [13, message([1, 'offset'], [2, String(offset)])],
    ...(length === undefined ? [] : [[13, message([1, 'length'], [2, String(length)])] as const]),
    [14, 1],
  ),
];
const opset = (version: number, domain = ''): Part => [8, message([1, domain], [2, version])];
const onnx = (parts: readonly Part[], rest: readonly Part[] = [opset(17)], ir = 8): Uint8Array =>
  message([1, ir], [7, message(...parts, [2, 'graph'])], ...rest);

describe('looking through an ONNX file', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const inspect = (bytes: Uint8Array, weights: 'check' | 'name' = 'check') =>
    inspectOnnx(folder.write('model.onnx', Buffer.from(bytes)), weights);
  const refused = async (bytes: Uint8Array, words: RegExp): Promise<void> => {
    await assert.rejects(inspect(bytes), (error: unknown) => {
      assert.ok(error instanceof ModelError && error.kind === 'refused', String(error));
      assert.match(error.message, words);
      return true;
    });
  };

  it('reads inputs, outputs, operators and precision', async () => {
    const recipe = { kind: 'encoder', pooling: 'mean', prefix: '', maxLength: 64 } as const;
    const model = await tinyModel(folder.path, { kind: 'reward', logits: 3 }, { recipe });
    const { facts, precision } = await inspectOnnx(join(model.folder, 'model.onnx'));
    assert.deepEqual(facts.inputs, [
      { name: 'input_ids', shape: [null, null] },
      { name: 'attention_mask', shape: [null, null] },
    ]);
    assert.deepEqual(facts.outputs, [{ name: 'logits', shape: [null, 3] }]);
    assert.equal(facts.opsets.get(''), 13);
    assert.ok(facts.operators.has(':Gather') && facts.operators.has(':MatMul'));
    assert.equal(precision, 'fp32');
  });

  it('tells precision by the operators, also in subgraphs and functions', async () => {
    const weights = (type: number): Part => [5, message([1, 2], [1, 3], [2, type], [8, 'w'], [9, new Uint8Array(24)])];
    const inBranch = message([1, 'then_branch'], [6, message(node('MatMulInteger'))]);
    const inFunction: Part = [25, message([1, 'f'], [7, node('DynamicQuantizeLinear')[1]], [10, 'own'])];
    const cases: [string, Uint8Array][] = [
      ['int8', onnx([node('DynamicQuantizeLinear')])],
      ['int8', onnx([node('If', '', inBranch)])],
      ['int8', onnx([node('f', 'own')], [opset(17), inFunction])],
      ['int8', onnx([node('DequantizeLinear'), node('QuantizeLinear')])],
      ['int8-weights', onnx([node('DequantizeLinear'), weights(1)])],
      ['int8-weights', onnx([node('MatMulNBits', 'com.microsoft')])],
      ['fp16', onnx([node('MatMul'), weights(10)])],
      ['fp32', onnx([node('MatMul'), weights(1)])],
    ];
    for (const [precision, bytes] of cases) assert.equal((await inspect(bytes)).precision, precision);
  });

  it('leaves inputs that have initialisers out', async () => {
    const port = (name: string): Uint8Array => message([1, name]);
    const bytes = onnx([node('Add'), [5, message([2, 1], [8, 'w'])], [11, port('w')], [11, port('input_ids')]]);
    assert.deepEqual((await inspect(bytes)).facts.inputs, [{ name: 'input_ids', shape: null }]);
  });

  it('refuses what the runtime does not know', async () => {
    await inspect(onnx([node('Add')], [opset(26)]));
    await refused(onnx([node('Add')], [opset(27)]), /opset 27; ONNX Runtime 1\.30 knows up to 26.*--opset 26/);
    await refused(onnx([node('Add')], [opset(17), opset(6, 'ai.onnx.ml')]), /opset 6 of ai\.onnx\.ml/);
    await refused(onnx([node('Add')], [opset(17)], 14), /IR version 14/);
    await refused(onnx([node('Add')], [opset(17), [20, message([1, 'x'])]]), /made for training/);
  });

  it('refuses operators from elsewhere, wherever they are', async () => {
    const branch = (inner: Part): Uint8Array => message([1, 'then_branch'], [6, message(inner)]);
    const evil = node('Exec', 'my.ops');
    await refused(onnx([evil]), /uses the operator "my\.ops:Exec"/);
    await refused(onnx([node('If', '', branch(evil))]), /my\.ops:Exec/);
    await refused(onnx([node('If', '', branch(node('Loop', '', branch(evil))))]), /my\.ops:Exec/);
    await refused(onnx([node('f', 'own')], [[25, message([1, 'f'], [7, evil[1]], [10, 'own'])]]), /my\.ops:Exec/);
    await refused(onnx([node('EPContext', 'com.microsoft')]), /com\.microsoft:EPContext/);
    // An import alone runs nothing, and optimised models import domains that they do not use.
    await inspect(onnx([node('Add', 'ai.onnx')], [opset(17), opset(1, 'my.ops')]));
  });

  it('refuses graphs that are nested without end', async () => {
    let bytes: Part = node('Add');
    for (let i = 0; i < 40; i++) bytes = node('If', '', message([6, message(bytes)]));
    await refused(onnx([bytes]), /nested deeper than 32/);
  });

  it('refuses weights outside its folder', async () => {
    const outside = ['/etc/passwd', '../up.data', 'a/../../up', 'C:\\x', 'C:/x', '\\\\server\\x', './x', '', 'a//b'];
    // A name that the runtime reads as an address in memory.
    for (const location of [...outside, '*/_ORT_MEM_ADDR_/*']) {
      await refused(onnx([external(location)]), /outside its folder/);
    }
    const inAttribute = node('Constant', '', message([1, 'value'], [5, external('../up.data')[1]]));
    await refused(onnx([inAttribute]), /outside its folder/);
    const sparse: Part = [15, message([1, external('../up.data')[1]])];
    await refused(onnx([sparse]), /outside its folder/);
  });

  it('takes weights beside it, whole, and no links out', async () => {
    const bytes = onnx([external('weights.bin', 16, 16), external('weights.bin', 0, 16), external('sub/more.bin')]);
    assert.deepEqual((await inspect(bytes, 'name')).external, ['sub/more.bin', 'weights.bin']);
    await refused(bytes, /"weights\.bin" are not there/);
    folder.write('weights.bin', Buffer.alloc(31));
    await refused(bytes, /cut off: 31 bytes/);
    folder.write('weights.bin', Buffer.alloc(32));
    mkdirSync(join(folder.path, 'sub'));
    const elsewhere = temporaryFolder();
    try {
      symlinkSync(elsewhere.write('more.bin', 'x'), join(folder.path, 'sub', 'more.bin'));
      await refused(bytes, /a link out of its folder/);
    } finally {
      elsewhere.remove();
    }
  });

  it('refuses what is no model', async () => {
    await refused(new Uint8Array(0), /it is empty/);
    await refused(Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:abc\n'), /can't be read/);
    await refused(Buffer.from('{"json": true}'), /can't be read/);
    await refused(message([1, 8]), /it holds no graph/);
    await refused(message([1, 8], [7, message([2, 'a'])], [7, message([2, 'b'])]), /two graphs/);
    await refused(onnx([[1, message([4, 'x'.repeat(5000)])]]), /a name in it is longer/);
  });

  it('passes weights over without reading them', async () => {
    const path = folder.write('large.onnx', Buffer.from([0x08, 8, 0x3a]));
    // A graph of one tensor of 3 GB; the file is sparse, so it takes no room on the disk.
    const size = 3 * 2 ** 30;
    const varint = (value: number): number[] =>
      value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))];
    const raw = [0x10, 1, 0x4a, ...varint(size)];
    const tensor = [0x2a, ...varint(raw.length + size), ...raw];
    const head = Buffer.from([0x08, 8, 0x42, 2, 0x10, 17, 0x3a, ...varint(tensor.length + size), ...tensor]);
    writeFileSync(path, head);
    truncateSync(path, head.length + size);
    const before = process.memoryUsage().arrayBuffers;
    const { precision } = await inspectOnnx(path);
    assert.equal(precision, 'fp32');
    assert.ok(process.memoryUsage().arrayBuffers - before < 2 ** 22, 'it was read into memory');
    truncateSync(path, head.length + size - 1);
    await assert.rejects(inspectOnnx(path), /cut off or garbled/);
  });

  it('answers any garbage with a reason', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async bytes => {
        await assert.rejects(inspect(bytes), ModelError);
      }),
      { numRuns: 300 },
    );
    await assert.rejects(inspect(randomBytes(300_000)), ModelError);
  });

  it('answers any cut or changed model with a result or a reason', async () => {
    const recipe = { kind: 'encoder', pooling: 'mean', prefix: '', maxLength: 64 } as const;
    await tinyModel(folder.path, { kind: 'encoder' }, { recipe });
    const good = await readFile(join(folder.path, 'model.onnx'));
    const change = fc.tuple(fc.nat(good.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 5 }), fc.nat(good.length), async (changes, length) => {
        const bad = Buffer.from(good.subarray(0, length));
        for (const [at, byte] of changes) if (at < length) bad[at] = byte;
        try {
          await inspect(bad);
        } catch (error) {
          assert.ok(error instanceof ModelError, String(error));
        }
      }),
      { numRuns: 400 },
    );
  });
});
