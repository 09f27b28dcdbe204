import type { Comparison } from '../dataset/comparison.ts';
import { cudaRuntime } from '../models/cuda/cudaRuntime.ts';
import { shippedRuntime } from '../models/cuda/shippedRuntime.ts';
import { fileTrouble } from '../models/fileTrouble.ts';
import type { InstalledModel } from '../models/installedModel.ts';
import { listInstalled } from '../models/listInstalled.ts';
import type { ColumnChoice } from '../reward/columns/columnChoice.ts';
import { columnMembers } from '../reward/columns/columnMembers.ts';
import { builtInMembers } from '../reward/members/members.ts';
import { modelMembers } from '../reward/members/modelMembers.ts';
import type { Device } from '../reward/onnx/device.ts';
import type { RewardModel } from '../reward/rewardModel.ts';

/** Models that an audit judges with. Plain data: it travels to workers. */
export interface AuditModels {
  readonly installed: readonly InstalledModel[];
  readonly device: Device;
  /** Folder for vectors and scores of texts that were judged before. */
  readonly cache: string;
  /** Columns of the file that the user names as evidence, or leaves out. */
  readonly columns?: readonly ColumnChoice[];
  /** Ids of members to leave out, built-in ones included. */
  readonly without?: readonly string[];
  /** Comparisons above which heads are fitted on a sample of about so many (default: `defaultFitSample`). */
  readonly fitSample?: number;
  /** Folder of the ONNX Runtime with CUDA support, where it is installed. */
  readonly runtime?: string;
  /** Models whose files are gone or have changed: they are not run, and the audit says why. */
  readonly unusable?: readonly { readonly model: InstalledModel; readonly why: string }[];
  /** Why the installed models can't be listed, if they can't; the audit then says so. */
  readonly trouble?: string;
}

/** All models of a folder, each checked by its hash, or why they can't be listed. */
export async function installedModels(folder: string, choice: Omit<AuditModels, 'installed'>): Promise<AuditModels> {
  try {
    const installed: InstalledModel[] = [];
    const unusable: { model: InstalledModel; why: string }[] = [];
    for (const model of await listInstalled(folder)) {
      // Those that are left out need no reading of their files.
      const trouble = choice.without?.includes(model.id) ? null : await fileTrouble(model, 'content');
      if (trouble === null) installed.push(model);
      else unusable.push({ model, why: trouble.message });
    }
    const runtime = installed.length === 0 ? null : await installedCuda(folder);
    return { ...choice, installed, unusable, ...(runtime === null ? {} : { runtime }) };
  } catch (error) {
    return { ...choice, installed: [], trouble: error instanceof Error ? error.message : String(error) };
  }
}

/** The runtime with CUDA support that belongs to the shipped one, or null. */
export async function installedCuda(folder: string): Promise<string | null> {
  try {
    return await cudaRuntime(folder, shippedRuntime().version);
  } catch {
    // Without the shipped runtime the members say that it can't be loaded.
    return null;
  }
}

/** Members of an audit: those that need no weights, the file's own columns, then those of the models. */
export function membersOf(models: AuditModels | undefined, comparisons: readonly Comparison[]): readonly RewardModel[] {
  if (models === undefined) return [...builtInMembers, ...columnMembers(comparisons)];
  const { installed, device, cache, runtime, columns, without = [], unusable = [], trouble } = models;
  const members = [
    ...builtInMembers,
    ...columnMembers(comparisons, columns),
    ...modelMembers(installed, { device, cache, ...(runtime === undefined ? {} : { runtime }) }),
    ...unusable.map(({ model, why }) => leftOut(model.id, model.name, kindOf(model), why)),
    ...(trouble === undefined ? [] : [leftOut('models', 'Installed models', 'encoder', trouble)]),
  ];
  return members.filter(member => !without.includes(member.id));
}

/** Stands in the report for models that can't be listed or run. */
function leftOut(id: string, name: string, kind: RewardModel['kind'], why: string): RewardModel {
  return { id, name, kind, learns: false, margins: async () => ({ margins: null, why: why.replace(/\.$/, '') }) };
}

function kindOf({ recipe }: InstalledModel): RewardModel['kind'] {
  return recipe.kind === 'encoder' ? 'encoder' : 'zero-shot';
}
