const opening = /^\s*<(think|thinking|reasoning)>/i;

/**
 * An answer without the thoughts that reasoning models put before it. An opening tag without its end (cut off) leaves
 * nothing; an end without its beginning (some chat templates open the tag themselves) cuts what is before it.
 */
export function withoutThoughts(text: string): string {
  const end = thoughtsEnd(text);
  if (end > 0) return text.slice(end).trim();
  return opening.test(text.slice(0, 200)) ? '' : text.trim();
}

/** Index behind the end tag of the thoughts, or 0. */
export function thoughtsEnd(text: string): number {
  const closing = /<\/(think|thinking|reasoning)>/gi;
  let end = 0;
  for (const match of text.matchAll(closing)) end = match.index + match[0].length;
  return end;
}
