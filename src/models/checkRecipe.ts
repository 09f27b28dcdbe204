import type { Recipe } from './installedModel.ts';
import { ModelError } from './modelError.ts';
import type { OnnxFacts } from './onnx/onnxFacts.ts';

/** Inputs that a text model may want. */
const inputs = ['input_ids', 'attention_mask', 'token_type_ids', 'position_ids'];

/**
 * Checks that a graph can be run by a recipe: it reads tokens, and gives token vectors (encoders) or as many logits as the
 * recipe says.
 *
 * @throws ModelError (`refused`)
 */
export function checkRecipe(recipe: Recipe, facts: OnnxFacts): void {
  const names = facts.inputs.map(({ name }) => name);
  if (!names.includes('input_ids')) {
    throw refused(`It has no input "input_ids" (but ${names.join(', ') || 'none'})`, 'Export a model that reads text');
  }
  const unknown = names.find(name => !inputs.includes(name));
  if (unknown !== undefined) {
    const cure = 'Export it with --task text-classification (reward models) or --task feature-extraction (encoders)';
    throw refused(`It wants an input ${JSON.stringify(unknown)}, which a text model has no use for`, cure);
  }
  const shapes = facts.outputs.map(({ shape }) => shape);
  if (recipe.kind === 'encoder') {
    if (shapes.some(shape => shape === null || shape.length === 3)) return;
    throw refused('It gives no vector for each token', 'Export it with --task feature-extraction');
  }
  const logits = facts.outputs.find(({ name }) => name === 'logits') ?? facts.outputs[0];
  if (logits === undefined) throw refused('It has no output', 'Export it with --task text-classification');
  const { name, shape } = logits;
  if (shape !== null && shape.length !== 2) {
    const problem = `Its output ${JSON.stringify(name)} has ${shape.length} dimensions, where logits have two`;
    throw refused(problem, 'Export it with --task text-classification');
  }
  const wanted = recipe.kind === 'reward' ? recipe.objectives.length : recipe.logits;
  const size = shape?.[1] ?? null;
  if (size !== null && size !== wanted) {
    throw refused(`It has ${size} logits, and ${wanted} are described`, 'Describe each of them (--objective)');
  }
}

function refused(problem: string, cure: string): ModelError {
  return new ModelError('refused', problem, cure);
}
