import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server gives of the log-probabilities of text that it is given. */
export type ScorerForm = 'echo' | 'prompt_logprobs' | 'written only' | 'refused';

/** A server whose model likes every word alike, at -1 nat, but "heather", at -30. Words are tokens; a text of over 400 is too long. */
export interface ScriptedScorer {
  /** Base address, ending in `/v1`. */
  readonly url: string;
  readonly prompts: string[];
  form: ScorerForm;
  /** Log-probability of a token behind a text; another than above where a test says so. */
  logpOf: (token: string, before: string) => number;
  /** Statuses of the next replies, before it behaves. */
  readonly faults: number[];
  stop(): Promise<void>;
}

const logpOf = (token: string): number => (token.includes('heather') ? -30 : -1);

/** Starts one on a free port. */
export async function scriptedScorer(form: ScorerForm): Promise<ScriptedScorer> {
  const server = createServer(async (request, response) => {
    response.setHeader('content-type', 'application/json');
    const say = (status: number, body: object): void => void response.writeHead(status).end(JSON.stringify(body));
    if (request.url === '/v1/models') return say(200, { data: [{ id: 'scripted' }] });
    if (request.url !== '/v1/completions') return say(404, { error: { message: 'no such path' } });
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown> & { prompt: string };
    self.prompts.push(body.prompt);
    const fault = self.faults.shift();
    if (fault !== undefined) return say(fault, { error: { message: 'scripted' } });
    if (self.form === 'refused') return say(400, { error: { message: 'Only no echo is supported' } });
    const tokens = body.prompt.match(/\s*\S+|\s+/g) ?? [];
    if (tokens.length > 400) return say(400, { error: { message: 'maximum context length is 400 tokens' } });
    const usage = { prompt_tokens: tokens.length, completion_tokens: 1 };
    const written = { tokens: [' more'], token_logprobs: [-0.5] };
    const before = (at: number): string => tokens.slice(0, at).join('');
    const logps = tokens.map((token, i) => (i === 0 ? null : self.logpOf(token, before(i))));
    if (self.form === 'echo' && body.echo === true) {
      const logprobs = {
        tokens: [...tokens, ...written.tokens],
        token_logprobs: [...logps, ...written.token_logprobs],
      };
      return say(200, { choices: [{ text: `${body.prompt} more`, logprobs }], usage });
    }
    if (self.form === 'prompt_logprobs' && 'prompt_logprobs' in body) {
      const places = tokens.map((token, i) =>
        i === 0 ? null : { [token]: { logprob: logps[i], rank: 1, decoded_token: token } },
      );
      return say(200, { choices: [{ text: ' more', logprobs: null, prompt_logprobs: places }], usage });
    }
    return say(200, { choices: [{ text: ' more', logprobs: written }], usage });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const self: ScriptedScorer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    prompts: [],
    form,
    logpOf,
    faults: [],
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return self;
}
