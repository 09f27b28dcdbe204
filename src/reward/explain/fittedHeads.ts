import type { EnsembleResult } from '../ensembleResult.ts';

/** Weights of linear heads by member id, then per partition and fold. */
export type FittedHeads = Readonly<Record<string, readonly (readonly Float64Array[])[]>>;

/** Most bytes of weights that are worth keeping: what is not kept is fitted again. */
const most = 64e6;

/** The heads that explanations go by, as the ensemble fitted them, so that none is fitted again; empty where they are large. */
export function fittedHeads({ members }: Pick<EnsembleResult, 'members'>): FittedHeads {
  const fitted = members.filter(({ used, head, weights }) => used && head !== null && weights.length > 0);
  const bytes = fitted.reduce((sum, { weights }) => sum + weights.flat().reduce((all, w) => all + w.byteLength, 0), 0);
  return bytes > most ? {} : Object.fromEntries(fitted.map(({ id, weights }) => [id, weights]));
}
