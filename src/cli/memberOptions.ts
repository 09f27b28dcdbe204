import { join } from 'node:path';
import { type AuditModels, installedModels } from '../audit/auditModels.ts';
import { followUpMember, judgeMember } from '../audit/judgeMembers.ts';
import { modelsFolder } from '../models/modelsFolder.ts';
import { type ColumnChoice, parseColumnChoice } from '../reward/columns/columnChoice.ts';
import { builtInMembers } from '../reward/members/members.ts';
import { devices, parseDevice } from '../reward/onnx/device.ts';
import { UsageError } from './exitCode.ts';
import { storageFolder } from './storage.ts';

/** Options of every command that audits. */
export const memberOptions = {
  models: { type: 'string' },
  device: { type: 'string' },
  without: { type: 'string' },
  column: { type: 'string', multiple: true },
} as const;

/**
 * Models that the command line asks for: all that are installed, or those named, without the members that it leaves out.
 *
 * @throws UsageError for a device, model or member that does not exist
 */
export async function chosenModels(values: {
  readonly models?: string;
  readonly device?: string;
  readonly without?: string;
  readonly column?: readonly string[];
}): Promise<AuditModels> {
  const columns = columnsOf(values.column);
  const asked = values.device ?? process.env.PAIRLENS_DEVICE ?? 'auto';
  const device = parseDevice(asked);
  if (device === null) throw new UsageError(`--device ${JSON.stringify(asked)}: there are ${devices.join(', ')}.`);
  const cache = join(storageFolder(process.env, process.platform), 'vectors');
  if (values.models === 'none') return withoutUnknown({ installed: [], device, cache, columns }, values.without);
  const all = await installedModels(modelsFolder(process.env, process.platform), { device, cache, columns });
  if (values.models === undefined) return withoutUnknown(all, values.without);
  if (all.trouble !== undefined) throw new UsageError(all.trouble);
  const ids = list(values.models);
  const unknown = ids.filter(id => !all.installed.some(model => model.id === id));
  if (unknown.length > 0) {
    const there = all.installed.map(({ id }) => id).join(', ') || 'none';
    throw new UsageError(`--models: ${unknown.join(', ')} is not installed. Installed: ${there}. See: pairlens models`);
  }
  const installed = all.installed.filter(({ id }) => ids.includes(id));
  return withoutUnknown({ ...all, installed }, values.without);
}

function withoutUnknown(models: AuditModels, text: string | undefined): AuditModels {
  if (text === undefined) return models;
  const without = list(text);
  const known = [
    ...builtInMembers.map(({ id }) => id),
    ...models.installed.map(({ id }) => id),
    'relevance',
    judgeMember,
    followUpMember,
  ];
  const unknown = without.filter(id => !known.includes(id) && !id.startsWith('column-'));
  if (unknown.length > 0) {
    throw new UsageError(`--without: there is no member ${unknown.join(', ')}. Members: ${known.join(', ')}.`);
  }
  return { ...models, without };
}

function columnsOf(texts: readonly string[] = []): ColumnChoice[] {
  return texts.map(text => {
    const choice = parseColumnChoice(text);
    if (choice === null) {
      throw new UsageError(
        `--column ${JSON.stringify(text)}: write NAME, or NAME:USE with one of scores, margin, prefers, off.`,
      );
    }
    return choice;
  });
}

function list(text: string): string[] {
  return text.split(',').flatMap(part => part.trim() || []);
}
