import { catalogue } from '../../models/catalogue.ts';
import type { KnownSource } from '../../models/fetchKnown.ts';
import type { InstalledModel, Recipe } from '../../models/installedModel.ts';
import { bytesText } from './bytesText.ts';
import { safeText } from './safeText.ts';
import { textTable } from './textTable.ts';

/** An installed model, and what is wrong with its files, if anything is. */
export interface ListedModel {
  readonly model: InstalledModel;
  readonly trouble: string | null;
}

/** The installed models as a table, with the troubles under it. */
export function installedText(models: readonly ListedModel[]): string {
  const rows = models.map(({ model, trouble }) => [
    model.id,
    kindText(model.recipe),
    model.precision,
    bytesText(totalBytes(model)),
    model.licence,
    trouble === null ? 'ready' : 'not usable',
  ]);
  const table = textTable(
    ['Model', 'Kind', 'Precision', 'Size', 'Licence', 'State'].map(heading => ({ heading, right: heading === 'Size' })),
    rows.map(cells => cells.map(safeText)),
  );
  const troubles = models.flatMap(({ trouble }) => (trouble === null ? [] : [safeText(trouble)]));
  return [table, ...troubles].join('\n\n');
}

/** The known models as a table: those that are installed are marked. */
export function catalogueText(installed: ReadonlySet<string>): string {
  const rows = catalogue.map(model => [
    model.id,
    model.about,
    bytesText(model.graph.bytes + model.tokenizer.bytes),
    model.licence,
    installed.has(model.id) ? 'installed' : '',
  ]);
  return textTable(
    ['Model', 'About', 'Size', 'Licence', ''].map(heading => ({ heading, right: heading === 'Size' })),
    rows,
  );
}

/** "23.7 MB from huggingface.co, or else 16.4 MB from repo1.maven.org". */
export function sourcesText(sources: readonly KnownSource[]): string {
  return sources.map(({ host, bytes }) => `${bytesText(bytes)} from ${host}`).join(', or else ');
}

/** All files of a model, in bytes. */
export function totalBytes({ graph, tokenizer, others }: InstalledModel): number {
  return [graph, tokenizer, ...others].reduce((sum, { bytes }) => sum + bytes, 0);
}

/** How a model is run, in a few words: "encoder, mean of 512 tokens". */
export function recipeText(recipe: Recipe): string {
  const { maxLength } = recipe;
  if (recipe.kind === 'encoder') {
    const prefix = recipe.prefix === '' ? '' : `, after ${JSON.stringify(recipe.prefix)}`;
    return `encoder, ${recipe.pooling} pooling, ${maxLength} tokens${prefix}`;
  }
  const template = { pair: 'a pair of texts', chat: 'its chat template', text: 'a template' }[recipe.template.kind];
  const start = `${kindText(recipe)}, ${template}, ${maxLength} tokens (the ${recipe.keep} is kept)`;
  if (recipe.kind === 'pairwise' || recipe.objectives.length === 1) return start;
  const weighed = recipe.objectives.filter(({ weight }) => weight !== 0);
  return `${start}, ${weighed.map(({ name, weight }) => `${weight} x ${name}`).join(' + ')}`;
}

function kindText({ kind }: Recipe): string {
  return kind === 'encoder' ? 'encoder' : kind === 'reward' ? 'reward model' : 'pairwise reward model';
}
