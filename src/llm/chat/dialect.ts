/** What of the protocol a server and its model understand. It begins with everything, and learns from refusals. */
export interface Dialect {
  readonly format: 'json_schema' | 'json_object' | 'text';
  readonly logprobs: boolean;
  readonly temperature: boolean;
  readonly seed: boolean;
  readonly limit: 'max_tokens' | 'max_completion_tokens';
  /** False: the chat template has no system turn, and its text goes before the first user turn. */
  readonly system: boolean;
}

/** All that a server may understand. */
export const fullDialect: Dialect = {
  format: 'json_schema',
  logprobs: true,
  temperature: true,
  seed: true,
  limit: 'max_tokens',
  system: true,
};

/** What a request made use of. */
export interface Used {
  readonly schema: boolean;
  readonly logprobs: boolean;
  readonly system: boolean;
}

/**
 * What to leave out after a server refused a request (400, 422), by what it says about it; null where it is about
 * something else.
 */
export function simpler(dialect: Dialect, refusal: string, used: Used): Dialect | null {
  const text = refusal.slice(0, 4000).toLowerCase();
  const about = (...words: string[]): boolean => words.some(word => text.includes(word));
  if (used.schema && dialect.format !== 'text') {
    if (about('response_format', 'json_schema', 'json_object', 'schema', 'grammar', 'guided', 'structured')) {
      return { ...dialect, format: dialect.format === 'json_schema' ? 'json_object' : 'text' };
    }
  }
  if (used.logprobs && dialect.logprobs && about('logprob')) return { ...dialect, logprobs: false };
  if (dialect.limit === 'max_tokens' && about('max_completion_tokens')) {
    return { ...dialect, limit: 'max_completion_tokens' };
  }
  if (dialect.temperature && about('temperature')) return { ...dialect, temperature: false };
  if (dialect.seed && about('seed')) return { ...dialect, seed: false };
  if (
    used.system &&
    dialect.system &&
    about('system role', "role 'system'", 'system message', 'roles must alternate')
  ) {
    return { ...dialect, system: false };
  }
  return null;
}
