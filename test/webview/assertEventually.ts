/** Waits until a condition holds, for ten seconds at most. */
export async function assertEventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Did not come to hold: ${holds}`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
