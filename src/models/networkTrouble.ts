import { ModelError } from './modelError.ts';

/** Codes of a connection that broke, or was not made in time. */
const broken = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ERR_STREAM_PREMATURE_CLOSE', 'ECONNABORTED', 'EAI_AGAIN'];
/** Codes of a machine that can't reach the server. */
const unreached = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ENETUNREACH', 'EHOSTUNREACH', 'ETIMEDOUT'];

interface Trouble {
  readonly code?: unknown;
  readonly status?: unknown;
  readonly message?: unknown;
}

/** Whether the same request may well succeed in a moment. */
export function isWorthRepeating(error: unknown): boolean {
  if (error instanceof ModelError) return error.problem.endsWith('could not continue the download');
  const { code, status } = error as Trouble;
  if (typeof status === 'number') return status === 408 || status === 429 || status >= 500;
  return typeof code === 'string' && (broken.includes(code) || code.startsWith('HPE_'));
}

/** Any error of a download in words for the user. */
export function whatWentWrong(error: unknown, url: string): ModelError {
  if (error instanceof ModelError) return error;
  const { host } = new URL(url);
  const { code, status, message } = error as Trouble;
  const say = (kind: ModelError['kind'], problem: string, cure: string): ModelError =>
    new ModelError(kind, problem, cure, { cause: error });
  if (status === 401 || status === 403) {
    const cure =
      'If the model asks for it, accept its terms on the hub and put your token in HF_TOKEN; else try a mirror';
    return say('denied', `${host} refuses to give ${url} (status ${status})`, cure);
  }
  if (status === 404 || status === 410) {
    return say('not-found', `${host} has no ${url}`, 'Check the name, and whether it needs an ONNX export first');
  }
  if (typeof status === 'number') {
    return say('server', `${host} answered ${status} for ${url}`, 'Try again later, or another source');
  }
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return say('disk', 'The disk is full', 'Make room and run it again: what came so far is kept');
  }
  if (typeof code === 'string' && unreached.includes(code)) {
    const cure =
      'Check the connection (HTTPS_PROXY names a proxy), use a mirror (HF_ENDPOINT, PAIRLENS_MAVEN), or add from a file';
    return say('offline', `${host} can't be reached (${code})`, cure);
  }
  if (typeof code === 'string' && broken.includes(code)) {
    return say('server', `The connection to ${host} broke (${code})`, 'Run it again: it goes on where it stopped');
  }
  const reason = typeof message === 'string' ? message : String(error);
  return say('server', `${url} could not be fetched: ${reason}`, 'Try again, or another source');
}
