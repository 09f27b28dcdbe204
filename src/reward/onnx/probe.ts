import type { InferenceSession } from 'onnxruntime-node';
import { whyAbsent } from './absent.ts';
import { type Provider, providersOn } from './device.ts';
import { plainReason } from './onnxError.ts';
import { optionsFor } from './openGraph.ts';
import { loadRuntime } from './runtime.ts';

/** Whether a provider works on this machine. */
export interface ProviderState {
  readonly provider: Provider;
  /** Null: it ran a graph and gave the right answer. */
  readonly why: string | null;
}

/** An ONNX file of one node: y = x + x, for two floats. */
const doubling = 'CAg6OwoRCgF4CgF4EgF5GgF5IgNBZGQSBHRpbnlaDwoBeBIKCggIARIECgIIAmIPCgF5EgoKCAgBEgQKAggCQgQKABAN';

/**
 * Version of ONNX Runtime, and which of the platform's providers run a graph of one node.
 *
 * @param folder - of another `onnxruntime-node` than the shipped one
 * @throws OnnxError where it can't be loaded at all
 */
export async function probeProviders(
  folder?: string,
): Promise<{ readonly version: string; readonly providers: readonly ProviderState[] }> {
  const runtime = await loadRuntime(folder);
  const providers: ProviderState[] = [];
  for (const provider of providersOn(process.platform)) {
    const absent = whyAbsent(provider, folder);
    if (absent !== null) {
      providers.push({ provider, why: absent });
      continue;
    }
    let session: InferenceSession | undefined;
    try {
      session = await runtime.InferenceSession.create(Buffer.from(doubling, 'base64'), optionsFor(provider));
      const answer = await session.run({ x: new runtime.Tensor('float32', Float32Array.of(1, 21), [2]) });
      const right = answer.y?.data[0] === 2 && answer.y.data[1] === 42;
      providers.push({ provider, why: right ? null : 'gives wrong answers' });
    } catch (error) {
      providers.push({ provider, why: plainReason(error) });
    } finally {
      await session?.release();
    }
  }
  return { version: runtime.env.versions.node ?? 'unknown', providers };
}
