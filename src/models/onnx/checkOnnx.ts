import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, resolve, sep } from 'node:path';
import type { Precision } from '../installedModel.ts';
import { ModelError } from '../modelError.ts';
import type { OnnxFacts } from './onnxFacts.ts';
import { ProtoError } from './protoReader.ts';
import { readOnnx } from './readOnnx.ts';

/** The ONNX Runtime that PairLens ships, and the newest files that it reads (measured: it refuses the next ones). */
const runtime = { version: '1.30', opset: 26, mlOpset: 5, ir: 13 } as const;
/** Domains whose operators the runtime brings along. */
const domains = ['', 'ai.onnx.ml', 'com.microsoft'];
/** Operators that make the runtime open files or code that the checks here can't see. */
const barred = ['com.microsoft:EPContext', 'com.microsoft:PyOp'];

/** A graph that the runtime can be given. */
export interface InspectedOnnx {
  readonly facts: OnnxFacts;
  readonly precision: Precision;
  /** Names of files beside it that hold weights, with `/`, sorted. */
  readonly external: readonly string[];
}

/**
 * Looks through an ONNX file before the runtime sees it, in memory that does not grow with it. Refused, with the reason:
 * files that are cut off, garbled or no model; newer opsets than the runtime knows; operators of other domains, unless the
 * file defines them itself; weights outside the file's folder, also by a symbolic link, or cut off.
 *
 * @param weights `check`: files with weights must be there; `name`: they are only named, to be fetched
 * @throws ModelError (`refused`)
 */
export async function inspectOnnx(
  path: string,
  weights: 'check' | 'name' = 'check',
  signal?: AbortSignal,
): Promise<InspectedOnnx> {
  let facts: OnnxFacts;
  try {
    facts = await readOnnx(path, signal);
  } catch (error) {
    if (!(error instanceof ProtoError)) throw error;
    throw refused(path, `it can't be read as an ONNX model: ${error.message}`, 'Get or export it again');
  }
  checkVersions(path, facts);
  checkOperators(path, facts);
  const external = [...new Set(facts.external.map(({ location }) => location))].sort();
  for (const location of external) checkLocation(path, location);
  if (weights === 'check') await checkWeights(path, facts);
  return { facts, precision: precisionOf(facts), external };
}

function checkVersions(path: string, { opsets, irVersion }: OnnxFacts): void {
  const cure = `Export it with --opset ${runtime.opset} or lower`;
  const opset = opsets.get('') ?? 0;
  if (opset > runtime.opset) {
    throw refused(path, `it is of opset ${opset}; ONNX Runtime ${runtime.version} knows up to ${runtime.opset}`, cure);
  }
  const ml = opsets.get('ai.onnx.ml') ?? 0;
  if (ml > runtime.mlOpset)
    throw refused(path, `it is of opset ${ml} of ai.onnx.ml; up to ${runtime.mlOpset} is known`, cure);
  if (irVersion > runtime.ir) {
    throw refused(
      path,
      `it is of IR version ${irVersion}; ONNX Runtime ${runtime.version} knows up to ${runtime.ir}`,
      cure,
    );
  }
}

function checkOperators(path: string, { operators, functions }: OnnxFacts): void {
  for (const operator of operators) {
    const domain = operator.slice(0, operator.indexOf(':'));
    const known = domains.includes(domain) || functions.has(operator);
    if (known && !barred.includes(operator)) continue;
    const problem = `it uses the operator ${JSON.stringify(operator.replace(/^:/, ''))}, which needs code or files from elsewhere`;
    throw refused(path, problem, 'Export it with standard operators only');
  }
}

function checkLocation(path: string, location: string): void {
  const parts = location.split('/');
  const inside = parts.every(part => part !== '' && part !== '..' && part !== '.' && part !== '*');
  if (inside && !/[\\:\0]/.test(location)) return;
  throw refused(
    path,
    `it wants weights from ${JSON.stringify(location)}, outside its folder`,
    'Export it with its weights beside it',
  );
}

async function checkWeights(path: string, { external }: OnnxFacts): Promise<void> {
  const folder = await realpath(dirname(path));
  const sizes = new Map<string, number>();
  for (const { location, offset, length } of external) {
    let size = sizes.get(location);
    if (size === undefined) {
      const target = await realpath(resolve(folder, location)).catch(() => null);
      const found = target === null ? null : await stat(target);
      if (target === null || !found?.isFile()) {
        throw refused(
          path,
          `its weights ${JSON.stringify(location)} are not there`,
          `Put them beside ${basename(path)}`,
        );
      }
      if (!target.startsWith(folder.endsWith(sep) ? folder : folder + sep)) {
        throw refused(
          path,
          `its weights ${JSON.stringify(location)} are a link out of its folder`,
          'Copy the file there',
        );
      }
      size = found.size;
      sizes.set(location, size);
    }
    if (offset + (length ?? 0) > size) {
      throw refused(path, `its weights ${JSON.stringify(location)} are cut off: ${size} bytes`, 'Get them again');
    }
  }
}

const activations = /Integer$|^DynamicQuantize|^QuantizeLinear$|^QLinear|^QAttention$|^QGemm$|^QEmbedLayer/;
const weightsOnly = /^DequantizeLinear$|^MatMulNBits$|^GatherBlockQuantized$|^MatMulBnb4$/;

/** What weights and activations are, by the operators that a graph uses. */
function precisionOf({ operators, elements }: OnnxFacts): Precision {
  const types = [...operators].map(operator => operator.slice(operator.indexOf(':') + 1));
  if (types.some(type => activations.test(type))) return 'int8';
  if (types.some(type => weightsOnly.test(type))) return 'int8-weights';
  const half = (elements.get(10) ?? 0) + (elements.get(16) ?? 0);
  return half > (elements.get(1) ?? 0) ? 'fp16' : 'fp32';
}

function refused(path: string, problem: string, cure: string): ModelError {
  return new ModelError('refused', `${path} is refused: ${problem}`, cure);
}
