import type { Standing } from '../evaluate/standing.ts';
import type { PrincipleFigures, PrinciplesResult } from '../principlesResult.ts';

/** Version of the document. */
const version = 1;

/**
 * Principles with their figures, the constitution in order, and its reconstruction, as one JSON document.
 *
 * @param standing a constitution that the user named, as it stands
 */
export function principlesJson(
  result: Omit<PrinciplesResult, 'votes'>,
  dataset: string,
  standing: Standing | null = null,
): string {
  const { principles, reconstruction, why, annotators, sources } = result;
  const constitution = principles
    .filter((one): one is PrincipleFigures & { readonly place: number } => one.place !== null)
    .sort((x, y) => x.place - y.place)
    .map(({ id, text, weight }) => ({ id, text, weight }));
  const document = {
    version,
    dataset,
    decides: reconstruction?.decides ?? null,
    constitution,
    principles,
    reconstruction,
    why,
    annotators,
    sources,
    ...(standing !== null && { standing }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
