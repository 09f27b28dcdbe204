import { pathToFileURL } from 'node:url';
import { reportAssets } from '../../src/audit/reportAssets.ts';
import type { ReportData } from '../../src/audit/reportData.ts';
import { reportHtml } from '../../src/audit/reportHtml.ts';
import type { TemporaryFolder } from '../support/temporaryFolder.ts';

/** Writes a report into a folder, in place of an earlier one. @returns its address */
export async function savedReport(folder: TemporaryFolder, data: ReportData): Promise<string> {
  const { script, css } = await reportAssets();
  return pathToFileURL(folder.write('report.html', reportHtml(data, script, css))).href;
}
