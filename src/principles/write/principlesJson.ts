import type { PrincipleFigures, PrinciplesResult } from '../principlesResult.ts';

/** Version of the document. */
const version = 1;

/** Principles with their figures, the constitution in order, and its reconstruction, as one JSON document. */
export function principlesJson(result: Omit<PrinciplesResult, 'votes'>, dataset: string): string {
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
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
