/**
 * Log-probabilities under a model of a person who is pleased by responses with a kettle and displeased by others: a token of
 * a follow-up that fits costs 1 nat, of another 3. A follow-up is what stands behind "User:" after a response.
 */
export function scriptedPerson(token: string, before: string): number {
  const response = before.lastIndexOf('Assistant:');
  const words = before.indexOf('User:', response);
  if (response < 0 || words < 0) return -2;
  const pleased = before.slice(response, words).includes('kettle');
  return pleased === /Thank|Great|Perfect/.test(before.slice(words) + token) ? -1 : -3;
}
