/** Longest sentence (words) that is taken for a principle. */
const mostWords = 24;
const mostCharacters = 200;

/**
 * A model's principle as a sentence: "Select the response that ...", perhaps after "When the prompt ...,". Null for anything
 * else, for what is too long, and for what still holds a placeholder of the question.
 */
export function cleanWording(raw: string): string | null {
  const text = raw
    .normalize('NFKC')
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .replace(/^[\s\d.)*"'\-–•]+/u, '')
    .replace(/[\s."'*]+$/u, '')
    .replace(
      /\b(?:select|choose|prefer) the (?:response|answer|output|sample) (?:that|which)\b/iu,
      'select the response that',
    );
  if (text.length > mostCharacters || text.split(' ').length > mostWords) return null;
  const match = /^(?:((?:when|if|unless)\b[^,]{3,80}),? )?select the response that (.{3,})$/iu.exec(text);
  if (match === null || /\.\.\.|…|<|>|\bresponse-?[ab]\b/iu.test(match[2]!)) return null;
  const [, condition, rest] = match;
  if (condition === undefined) return `Select the response that ${rest}.`;
  return `${condition[0]!.toUpperCase()}${condition.slice(1)}, select the response that ${rest}.`;
}

/** What is the same for wordings that differ in letter case, punctuation and articles only. */
export function wordingKey(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} ]+/gu, '')
    .replaceAll(/\b(?:the|a|an) /gu, '')
    .trim();
}

/** A few words that complete "Select the response that ...", the condition behind them. */
export function shortWording(text: string): string {
  const match = /^(?:([^,]+), )?select the response that (.+?)\.?$/iu.exec(text);
  if (match === null) return text;
  const [, condition, rest] = match;
  return condition === undefined ? rest! : `${rest}, ${condition[0]!.toLowerCase()}${condition.slice(1)}`;
}
