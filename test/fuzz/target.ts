import type { Random } from './random.ts';

/** A part of the product that takes bytes or text from others, and what must hold whatever they are. */
export interface Target {
  readonly name: string;
  /** What is promised, for the table. */
  readonly holds: string;
  /** Words of its language, which mutations put in. */
  readonly words: readonly string[];
  /** Longest input (bytes). */
  readonly mostBytes: number;
  /** It takes milliseconds for each input, and gets a tenth of them. */
  readonly isSlow?: true;
  /** Inputs to begin with, beside those of the corpus. */
  readonly seeds: () => readonly (string | Uint8Array)[];
  /** An input made by the rules of its language, if it has some. */
  readonly make?: (random: Random) => string | Uint8Array;
  /** Made once for each process; `folder` is its own and empty. */
  readonly open: (folder: string) => Promise<Subject> | Subject;
}

/** A target that is ready. */
export interface Subject {
  /** @throws where something that must hold does not; errors meant for the user are no faults, and are caught inside */
  run(input: Buffer): void | Promise<void>;
  close?(): void | Promise<void>;
}

/** Gives the value, or undefined where one of the errors meant for the user was thrown. Any other is a fault. */
export function unless<T>(
  work: () => T,
  ...meant: readonly (abstract new (
    ...args: never[]
  ) => Error)[]
): T | undefined {
  try {
    return work();
  } catch (error) {
    if (meant.some(kind => error instanceof kind)) return undefined;
    throw error;
  }
}

/** As `unless`, for work that takes time. */
export async function unlessLater<T>(
  work: () => Promise<T>,
  ...meant: readonly (abstract new (
    ...args: never[]
  ) => Error)[]
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (meant.some(kind => error instanceof kind)) return undefined;
    throw error;
  }
}

/** A broken promise, in words. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

/** @throws Broken with what does not hold */
export function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Broken(what);
}
