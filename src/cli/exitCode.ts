/** Exit codes of `pairlens`; they are stable and documented in docs/cli.md. */
export const exitCode = {
  ok: 0,
  /** A `--fail-on` threshold is met. */
  failed: 1,
  /** The command line can't be understood, or asks for what can't be known. */
  usage: 2,
  /** The file can't be read, or the result can't be written. */
  unreadable: 3,
  /** A mistake in the program itself (EX_SOFTWARE of sysexits.h). */
  fault: 70,
  interrupted: 130,
} as const;

/** A command line that can't be understood; the message says what to write instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
