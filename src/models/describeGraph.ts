import { join } from 'node:path';
import type { AddOptions } from './addOptions.ts';
import { checkRecipe } from './checkRecipe.ts';
import { deriveRecipe } from './deriveRecipe.ts';
import type { InstalledModel } from './installedModel.ts';
import { licenceOf, type ModelTexts } from './modelTexts.ts';
import { inspectOnnx } from './onnx/checkOnnx.ts';

/** What is found out about a graph and the files beside it. */
export type Described = Pick<InstalledModel, 'precision' | 'recipe' | 'licence'> & {
  readonly external: readonly string[];
  readonly notes: readonly string[];
};

/**
 * Looks through a graph and works out its recipe.
 *
 * @param weights whether files with weights are there yet
 * @throws ModelError as `inspectOnnx`, `deriveRecipe` and `checkRecipe`
 */
export async function describeGraph(
  folder: string,
  path: string,
  texts: ModelTexts,
  weights: 'check' | 'name',
  { choices, signal }: AddOptions,
): Promise<Described> {
  const { facts, precision, external } = await inspectOnnx(join(folder, path), weights, signal);
  const { recipe, notes } = deriveRecipe(texts, facts, choices);
  checkRecipe(recipe, facts);
  return { precision: choices.precision ?? precision, recipe, licence: licenceOf(texts), external, notes };
}
