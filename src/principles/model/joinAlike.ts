import type { Cluster } from './clusterProposals.ts';
import { clusterProposals } from './clusterProposals.ts';
import { type EncodeTexts, encodedLikeness } from './encodedLikeness.ts';
import type { Proposal } from './propose.ts';
import { wordLikeness } from './wordLikeness.ts';

/** A sentence encoder on this machine. */
export interface SentenceEncoder {
  readonly name: string;
  readonly encode: EncodeTexts;
}

/** By what it was told which sentences say the same. */
export interface Joined {
  /** Name of the encoder; null: by words. */
  readonly by: string | null;
  /** Why the encoder that was given did not do it; null where it did, or none was given. */
  readonly why: string | null;
}

/**
 * Joins proposals that say the same, by the encoder where there is one that runs, else by their words.
 *
 * @throws the signal's reason when it is raised
 */
export async function joinAlike(
  proposals: readonly Proposal[],
  most: number,
  encoder: SentenceEncoder | null,
  signal?: AbortSignal,
): Promise<{ readonly clusters: readonly Cluster[]; readonly joined: Joined }> {
  const byWords = (): Promise<Cluster[]> => clusterProposals(proposals, most, wordLikeness, signal);
  if (encoder === null) return { clusters: await byWords(), joined: { by: null, why: null } };
  try {
    const clusters = await clusterProposals(proposals, most, encodedLikeness(encoder.encode), signal);
    return { clusters, joined: { by: encoder.name, why: null } };
  } catch (error) {
    signal?.throwIfAborted();
    const why = `${encoder.name} can't be run: ${(error instanceof Error ? error.message : String(error)).replace(/\.$/u, '')}`;
    return { clusters: await byWords(), joined: { by: null, why } };
  }
}
