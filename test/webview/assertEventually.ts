import assert from 'node:assert/strict';

/** Waits until a condition on this side holds; the page's own waits do not see it. */
export async function assertEventually(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !condition(); i++) await new Promise(resolve => setTimeout(resolve, 25));
  assert.ok(condition(), `still not so: ${condition}`);
}
