/** Room that the caller of a tool has for its answer. */
export interface TokenBudget {
  readonly tokenBudget: number;
  countTokens(text: string): Thenable<number>;
}

/** Most characters of one text in an answer: the first that fits. */
export const textCaps = [4000, 2000, 800, 300, 80] as const;

/**
 * The answer with the longest texts that keep within the caller's tokens; with the shortest where none does.
 *
 * @param make - the answer with texts of at most so many characters
 */
export async function withinBudget<T>(make: (most: number) => T, budget: TokenBudget | undefined): Promise<T> {
  let answer = make(textCaps[0]);
  if (budget === undefined) return answer;
  for (const most of textCaps) {
    answer = make(most);
    if ((await budget.countTokens(JSON.stringify(answer))) <= budget.tokenBudget) return answer;
  }
  return answer;
}
