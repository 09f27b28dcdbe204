import { AuditFolderError } from '../audit/auditFolderError.ts';
import { ReportAssetsError } from '../audit/reportAssets.ts';
import { DatasetError } from '../dataset/datasetError.ts';
import { ExportError } from '../export/exportError.ts';
import { LlmError } from '../llm/llmError.ts';
import { ModelError } from '../models/modelError.ts';
import { TableError } from '../table/tableError.ts';
import { UserError } from './userError.ts';

/** True if the error's message was written for the user. */
export function isForUser(error: unknown): error is Error {
  return (
    error instanceof UserError ||
    error instanceof AuditFolderError ||
    error instanceof ExportError ||
    error instanceof ReportAssetsError ||
    error instanceof ModelError ||
    error instanceof TableError ||
    error instanceof LlmError ||
    error instanceof DatasetError
  );
}
