import type { EnsembleResult } from '../ensembleResult.ts';
import type { ExplainRecipe } from './headRecipe.ts';

/** How the linear heads in use were fitted. */
export function recipeOf({ seed, partitions, members }: EnsembleResult): ExplainRecipe {
  const heads = members.flatMap(({ id, used, head }) => (used && head !== null ? [[id, head] as const] : []));
  return { seed, partitions, heads: Object.fromEntries(heads) };
}
