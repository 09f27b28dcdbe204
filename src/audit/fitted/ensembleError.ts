/** A folder that holds no ensemble that can be used; the message says what to do. */
export class EnsembleError extends Error {
  override readonly name = 'EnsembleError';

  constructor(folder: string, problem: string, cure: string) {
    super(`${folder}: ${problem}. ${cure}.`);
  }
}
