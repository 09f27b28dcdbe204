import type { Objective, Precision, TextTemplate } from './installedModel.ts';

/** What the user says about how a model is run; it goes before what its files say. */
export interface RecipeChoices {
  readonly kind?: 'encoder' | 'reward' | 'pairwise';
  readonly pooling?: 'mean' | 'cls';
  readonly prefix?: string;
  /** In tokens. */
  readonly maxLength?: number;
  readonly template?: TextTemplate | { readonly kind: 'chat' };
  readonly keep?: 'start' | 'end';
  /** Weights by label; labels that are not named weigh nothing. */
  readonly objectives?: readonly Objective[];
  readonly precision?: Precision;
}
