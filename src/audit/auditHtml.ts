import type { Audit } from './audit.ts';
import { reportAssets } from './reportAssets.ts';
import { type ReportReview, reportData } from './reportData.ts';
import { reportHtml } from './reportHtml.ts';

/**
 * The report of an audit as one self-contained HTML document.
 *
 * @param reviews the reviewer's verdicts by row
 * @throws ReportAssetsError where the built report script is missing
 */
export async function auditHtml(audit: Audit, reviews?: ReadonlyMap<number, ReportReview>): Promise<string> {
  const { script, css } = await reportAssets();
  return reportHtml(reportData(audit, reviews), script, css);
}
