import { targets } from './targets.ts';

/** Names of all targets, in the order in which they are tried. */
export const targetNames: readonly string[] = targets.map(({ name }) => name);
