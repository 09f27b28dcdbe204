import { isLocal } from '../net/proxyFor.ts';
import type { ApiKey } from './apiKey.ts';
import { LlmError } from './llmError.ts';

/** An OpenAI-compatible server. */
export interface Endpoint {
  /** Base address, such as `http://127.0.0.1:8080/v1`, without a slash at its end. */
  readonly base: URL;
  readonly key: ApiKey | null;
}

/**
 * Reads a server's address as people write it: with or without `http://`, `/v1` or the path of a request.
 *
 * @throws LlmError for an address that is none, that holds a secret, or over which a key would travel readably
 */
export function endpointOf(address: string, key: ApiKey | null): Endpoint {
  const written = /^[a-z]+:\/\//i.test(address.trim()) ? address.trim() : `http://${address.trim()}`;
  const base = URL.canParse(written) ? new URL(written) : null;
  if (base === null || !['http:', 'https:'].includes(base.protocol) || base.hostname === '') {
    const problem = `${JSON.stringify(address.slice(0, 200))} is no address of a server.`;
    throw new LlmError(`${problem} Write one such as http://127.0.0.1:11434/v1.`, 'refused');
  }
  if (base.username !== '' || base.password !== '' || base.search !== '' || base.hash !== '') {
    const problem = `The address of ${base.host} holds more than a host and a path (a user, a password or a query).`;
    throw new LlmError(`${problem} Leave it out, and give the key in an environment variable.`, 'refused');
  }
  const path = base.pathname.replace(/\/+$/, '').replace(/\/(chat\/completions|completions|models)$/, '');
  base.pathname = path === '' ? '/v1' : path;
  if (key !== null && base.protocol === 'http:' && !isNear(base.hostname)) {
    const problem = `The key would travel readably to ${base.host}: http is not encrypted.`;
    throw new LlmError(`${problem} Write https://, or make a tunnel (ssh -L) to a port of this machine.`, 'refused');
  }
  return { base, key };
}

/** Whether texts for the server stay on this machine. */
export function staysHere({ base }: Endpoint): boolean {
  return isLocal(base.hostname);
}

/** This machine, or a host of a private network. */
function isNear(host: string): boolean {
  if (isLocal(host) || !/[.:]/.test(host) || host.endsWith('.local')) return true;
  if (/^\[(f[cd]|fe[89ab])/i.test(host)) return true;
  return /^(10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))(\.\d{1,3}){1,3}$/.test(host);
}
