import { OnnxError, plainReason } from '../onnx/onnxError.ts';
import type { Opinion } from '../rewardModel.ts';

/**
 * The member's opinion, or why it has none: a model that fails costs its own voice, not the audit.
 *
 * @throws the signal's reason when it is raised
 */
export async function orWhy(signal: AbortSignal | undefined, opine: () => Promise<Opinion>): Promise<Opinion> {
  try {
    return await opine();
  } catch (error) {
    signal?.throwIfAborted();
    const text = error instanceof OnnxError ? error.message : `it could not be run: ${plainReason(error)}`;
    return { margins: null, why: text.replace(/\.$/, '') };
  }
}
