import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Audit } from '../../audit/audit.ts';
import { atomicWrite } from '../../dataset/atomicWrite.ts';
import { UsageError } from '../exitCode.ts';
import { programVersion } from '../version.ts';
import type { Evaluated } from './conditions.ts';
import { junit } from './junit.ts';
import { sarif } from './sarif.ts';
import { summaryMarkdown } from './summaryMarkdown.ts';

/** Options of `pairlens audit` that name a report for another program. */
export const ciOptions = {
  sarif: { type: 'string' },
  junit: { type: 'string' },
  summary: { type: 'string' },
} as const;

/** A report that was asked for. */
export interface CiReport {
  readonly kind: keyof typeof ciOptions;
  /** The file that it is written to. */
  readonly out: string;
}

/**
 * The reports that a command line asks for, checked before the work begins.
 *
 * @throws UsageError if one would replace the dataset or another report, or has no folder to be in
 */
export async function ciReports(
  values: { readonly [K in keyof typeof ciOptions]?: string },
  dataset: string,
): Promise<CiReport[]> {
  const reports = (['sarif', 'junit', 'summary'] as const).flatMap(kind => {
    const out = values[kind];
    return out === undefined ? [] : [{ kind, out }];
  });
  const taken = new Set([resolve(dataset)]);
  for (const { kind, out } of reports) {
    const path = resolve(out);
    if (taken.has(path)) throw new UsageError(`--${kind} ${out}: this is another file of the command. Name a new one.`);
    taken.add(path);
    if ((await stat(path).catch(() => null))?.isDirectory()) {
      throw new UsageError(`--${kind} ${out}: there is a folder of this name. Name a file.`);
    }
    if (!(await stat(dirname(path)).catch(() => null))?.isDirectory()) {
      throw new UsageError(`--${kind} ${out}: there is no folder ${dirname(out)}. Make it first.`);
    }
  }
  return reports;
}

/** Where the audited file is, and when the audit began (`performance.now()`). */
export interface CiContext {
  readonly path: string;
  readonly started: number;
}

/** Writes a report, whole or not at all, and says so in a line. */
export async function writeCiReport(
  { kind, out }: CiReport,
  audit: Audit,
  conditions: readonly Evaluated[],
  { path, started }: CiContext,
): Promise<string> {
  const text = {
    sarif: () =>
      `${JSON.stringify(sarif(audit, { path, folder: process.cwd(), version: programVersion() }), null, 1)}\n`,
    junit: () => junit(audit, conditions, (performance.now() - started) / 1000),
    summary: () => summaryMarkdown(audit, conditions),
  }[kind]();
  await atomicWrite(resolve(out), handle => handle.writeFile(text));
  return `Wrote ${out}.`;
}
