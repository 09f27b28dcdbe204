/** Lets one piece of work after the other have its turn, in the order in which they were asked for. */
export class Turns {
  private tail: Promise<unknown> = Promise.resolve();

  /** @returns what the work returns; a failure of it holds nobody up who comes after */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.tail.then(work);
    this.tail = result.catch(() => undefined);
    return result;
  }
}
