import type { AddWork } from './addProgress.ts';
import type { Network } from './network.ts';
import type { RecipeChoices } from './recipeChoices.ts';
import type { WantedModel } from './wantedModel.ts';

/** How a model is added. */
export interface AddOptions extends AddWork {
  readonly wanted: WantedModel;
  /** The models folder. */
  readonly folder: string;
  readonly network: Network;
  readonly choices: RecipeChoices;
  /** An id instead of the one made from its name. */
  readonly id?: string;
  /** Known models: a jar, zip or folder on this machine that holds the files; nothing is downloaded. */
  readonly from?: string;
  /** Folders and files: copy into the models folder instead of using them where they are. */
  readonly copy?: boolean;
}
