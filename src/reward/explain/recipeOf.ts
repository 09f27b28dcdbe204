import type { EnsembleResult } from '../ensembleResult.ts';
import type { ExplainRecipe } from './headRecipe.ts';

/** How the linear heads in use were fitted, and what the margins of other members are sums of. */
export function recipeOf({ seed, partitions, members }: EnsembleResult): ExplainRecipe {
  const heads = members.flatMap(({ id, used, head }) => (used && head !== null ? [[id, head] as const] : []));
  const objectives = members.flatMap(member =>
    member.used && member.objectives.length > 0
      ? [[member.id, member.objectives.map(({ name }) => name)] as const]
      : [],
  );
  return {
    seed,
    partitions,
    heads: Object.fromEntries(heads),
    ...(objectives.length > 0 ? { objectives: Object.fromEntries(objectives) } : {}),
  };
}
