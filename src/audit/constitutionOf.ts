import type { PrincipleFigures } from '../principles/principlesResult.ts';

/** The principles of the constitution, in its order. */
export function constitutionOf(principles: readonly PrincipleFigures[]): PrincipleFigures[] {
  return principles.filter(p => p.place !== null).sort((x, y) => x.place! - y.place!);
}
