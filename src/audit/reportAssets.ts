import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** The report's script and style, as built. */
export interface ReportAssets {
  readonly script: string;
  readonly css: string;
}

/** The report cannot be written because its built script or style is not there. */
export class ReportAssetsError extends Error {
  override readonly name = 'ReportAssetsError';
}

/** A page that stands alone has no source map beside it. */
function withoutMap(source: string): string {
  return source.replace(/\/[/*]# sourceMappingURL=\S+(?: \*\/)?\s*$/u, '');
}

/**
 * Reads the report's script and style: beside the running bundle, or in `dist` when run from sources.
 *
 * @throws ReportAssetsError where they are missing
 */
export async function reportAssets(): Promise<ReportAssets> {
  const built = join(__dirname, 'webview');
  const folder = existsSync(built) ? built : resolve(__dirname, '../../dist/webview');
  const read = (file: string): Promise<string> =>
    readFile(join(folder, file), 'utf8').catch(cause => {
      throw new ReportAssetsError(
        `${join(folder, file)} is missing, so the report cannot be written. Build it with "npm run build", or install PairLens again.`,
        { cause },
      );
    });
  const [script, css] = await Promise.all([read('report.js'), read('report.css')]);
  return { script: withoutMap(script), css: withoutMap(css) };
}
