import { join } from 'node:path';
import { type AuditModels, installedModels } from '../audit/auditModels.ts';
import { leastFitSample } from '../audit/streamed/fitSample.ts';
import { modelsFolder } from '../models/modelsFolder.ts';
import type { MemberChoice } from '../protocol/auditing.ts';
import { type ColumnChoice, parseColumnChoice } from '../reward/columns/columnChoice.ts';
import { parseDevice } from '../reward/onnx/device.ts';
import type { OpenDocument } from './openDocument.ts';
import { UserError } from './userError.ts';

/** The models on this machine that take part in what is made of a document. @throws UserError for a choice that can't be read */
export function chosenModels(doc: OpenDocument, members: MemberChoice): Promise<AuditModels> {
  return installedModels(modelsFolder(process.env, process.platform, members.modelsFolder), {
    // A setting may hold anything.
    device: parseDevice(members.device ?? 'auto') ?? 'auto',
    cache: join(doc.params.storage, 'vectors'),
    ...(members.without === undefined ? {} : { without: members.without }),
    columns: columnsOf(members.columns),
    ...(members.fitSample === undefined ? {} : { fitSample: Math.max(leastFitSample, Math.trunc(members.fitSample)) }),
  });
}

/** @throws UserError for a choice that can't be read */
function columnsOf(texts: readonly string[] = []): ColumnChoice[] {
  return texts.map(text => {
    const choice = parseColumnChoice(text);
    if (choice !== null) return choice;
    throw new UserError(
      `The setting pairlens.audit.columns holds ${JSON.stringify(text)}. Write NAME, or NAME:USE with one of scores, margin, prefers, off.`,
    );
  });
}
