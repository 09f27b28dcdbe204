import type { InstalledModel } from '../models/installedModel.ts';
import { listInstalled } from '../models/listInstalled.ts';
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
  /** Ids of members to leave out, built-in ones included. */
  readonly without?: readonly string[];
  /** Why the installed models can't be listed, if they can't; the audit then says so. */
  readonly trouble?: string;
}

/** All models of a folder, or why they can't be listed. */
export async function installedModels(folder: string, choice: Omit<AuditModels, 'installed'>): Promise<AuditModels> {
  try {
    return { ...choice, installed: await listInstalled(folder) };
  } catch (error) {
    return { ...choice, installed: [], trouble: error instanceof Error ? error.message : String(error) };
  }
}

/** Members of an audit: those that need no weights, then those of the models. */
export function membersOf(models: AuditModels | undefined): readonly RewardModel[] {
  if (models === undefined) return builtInMembers;
  const { installed, device, cache, without = [], trouble } = models;
  const members = [
    ...builtInMembers,
    ...modelMembers(installed, { device, cache }),
    ...(trouble === undefined ? [] : [unlisted(trouble)]),
  ];
  return members.filter(member => !without.includes(member.id));
}

/** Stands in the report for models that can't be listed. */
function unlisted(why: string): RewardModel {
  return {
    id: 'models',
    name: 'Installed models',
    kind: 'encoder',
    learns: false,
    margins: async () => ({ margins: null, why: why.replace(/\.$/, '') }),
  };
}
