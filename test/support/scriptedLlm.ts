import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Message, TokenLogprob } from '../../src/llm/languageModel.ts';
import { estimateTokens } from '../../src/llm/tokens/estimateTokens.ts';

/** A chat completion as it was asked for. */
export interface ScriptedAsk {
  readonly model: string;
  readonly messages: readonly Message[];
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: IncomingMessage['headers'];
}

/** What the model says; `top` holds the likeliest tokens of the first place of its answer. */
export interface ScriptedAnswer {
  readonly text: string;
  readonly top?: readonly TokenLogprob[];
  readonly finish?: 'stop' | 'length';
  readonly reasoning?: string;
}

/** How the server misbehaves, once for each call, in turn; then it behaves. */
export type LlmFault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    }
  /** The answer is cut off after so many characters, with the finish reason `length`. */
  | { readonly kind: 'cut'; readonly characters: number }
  /** The model says this instead. */
  | { readonly kind: 'say'; readonly text: string }
  /** The connection breaks after so many bytes of the reply. */
  | { readonly kind: 'disconnect'; readonly bytes: number }
  /** The reply comes so many milliseconds later. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** This is the body, with status 200. */
  | { readonly kind: 'body'; readonly body: string }
  | { readonly kind: 'redirect'; readonly to: string };

/** An OpenAI-compatible server on 127.0.0.1 that tests and benchmarks script. Its token counts are `estimateTokens`. */
export interface ScriptedLlm {
  /** Base address, ending in `/v1`. */
  readonly url: string;
  readonly faults: LlmFault[];
  /** Chat completions asked for, those that failed included. */
  readonly asks: ScriptedAsk[];
  /** Paths of all requests. */
  readonly paths: string[];
  /** Tokens of the answers given. `cached`: of the input, what an earlier prompt had begun with too. */
  readonly tokens: { input: number; cached: number; output: number };
  /** Most calls at work at one time. */
  peak: number;
  /** Models that `/v1/models` lists. */
  models: readonly Readonly<Record<string, unknown>>[];
  /** Milliseconds that each answer takes. */
  delay: number;
  /** Answers `Connection: close`. */
  closes: boolean;
  /** Response formats that aren't refused with 400. */
  formats: readonly string[];
  logprobs: 'given' | 'left out' | 'refused';
  /** Parameters that are refused with 400. */
  refuses: readonly string[];
  /** Whether usage is counted in replies. */
  counts: boolean;
  answer: (ask: ScriptedAsk) => ScriptedAnswer | string | Promise<ScriptedAnswer | string>;
  stop(): Promise<void>;
}

/** Prompts that the prefix cache remembers. */
const remembered = 64;

/** Starts one on a free port. */
export async function scriptedLlm(answer: ScriptedLlm['answer'] = () => 'OK'): Promise<ScriptedLlm> {
  const prompts: string[] = [];
  let atWork = 0;
  const server = createServer((request, response) => {
    self.peak = Math.max(self.peak, ++atWork);
    response.on('close', () => atWork--);
    serve(self, prompts, request, response).catch(error => {
      response.destroy(error as Error);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const self: ScriptedLlm = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    faults: [],
    asks: [],
    paths: [],
    tokens: { input: 0, cached: 0, output: 0 },
    peak: 0,
    models: [{ id: 'scripted', object: 'model', max_model_len: 8192 }],
    delay: 0,
    closes: false,
    formats: ['json_schema', 'json_object', 'text'],
    logprobs: 'given',
    refuses: [],
    counts: true,
    answer,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return self;
}

async function serve(llm: ScriptedLlm, prompts: string[], request: IncomingMessage, response: ServerResponse) {
  const path = request.url ?? '/';
  llm.paths.push(path);
  if (llm.closes) response.setHeader('connection', 'close');
  response.setHeader('content-type', 'application/json');
  if (path === '/v1/models') return void response.end(JSON.stringify({ object: 'list', data: llm.models }));
  if (path !== '/v1/chat/completions') return void response.writeHead(404).end('{"error":{"message":"no such path"}}');
  const body = JSON.parse(await textOf(request)) as Record<string, unknown>;
  const ask: ScriptedAsk = {
    model: String(body.model),
    messages: body.messages as readonly Message[],
    body,
    headers: request.headers,
  };
  llm.asks.push(ask);
  const fault = llm.faults.shift();
  const slow = llm.delay + (fault?.kind === 'slow' ? fault.ms : 0);
  if (slow > 0) await pause(slow);
  if (fault?.kind === 'status') {
    return void response
      .writeHead(fault.status, fault.headers ?? {})
      .end(fault.body ?? '{"error":{"message":"scripted"}}');
  }
  if (fault?.kind === 'redirect') return void response.writeHead(307, { location: fault.to }).end();
  if (fault?.kind === 'body') return void response.end(fault.body);
  const refusal = refusalOf(llm, body);
  if (refusal !== null) {
    return void response
      .writeHead(400)
      .end(JSON.stringify({ error: { message: refusal, type: 'invalid_request_error' } }));
  }
  const said = await llm.answer(ask);
  const reply = JSON.stringify(completion(llm, prompts, ask, typeof said === 'string' ? { text: said } : said, fault));
  if (fault?.kind !== 'disconnect') return void response.end(reply);
  response.setHeader('content-length', Buffer.byteLength(reply));
  response.write(reply.slice(0, fault.bytes), () => setTimeout(() => response.destroy(), 10));
}

function refusalOf(llm: ScriptedLlm, body: Readonly<Record<string, unknown>>): string | null {
  const format = (body.response_format as { type: string } | undefined)?.type;
  if (format !== undefined && !llm.formats.includes(format)) return `response_format ${format} is not supported`;
  if (llm.logprobs === 'refused' && body.logprobs === true) return 'logprobs are not supported with this model';
  const refused = llm.refuses.find(name => name in body);
  if (refused === 'max_tokens') return "'max_tokens' is not supported, use 'max_completion_tokens' instead";
  return refused === undefined ? null : `Unsupported parameter: '${refused}'`;
}

function completion(
  llm: ScriptedLlm,
  prompts: string[],
  { body, messages, model }: ScriptedAsk,
  said: ScriptedAnswer,
  fault: LlmFault | undefined,
): object {
  const text =
    fault?.kind === 'say' ? fault.text : fault?.kind === 'cut' ? said.text.slice(0, fault.characters) : said.text;
  const prompt = messages.map(({ role, content }) => `<${role}>${content}`).join('\n');
  const cached = estimateTokens(longestBeginning(prompt, prompts));
  if (prompts.push(prompt) > remembered) prompts.shift();
  const usage = {
    prompt_tokens: estimateTokens(prompt),
    completion_tokens: estimateTokens(text) + estimateTokens(said.reasoning ?? ''),
    prompt_tokens_details: { cached_tokens: cached },
  };
  llm.tokens.input += usage.prompt_tokens;
  llm.tokens.cached += cached;
  llm.tokens.output += usage.completion_tokens;
  const wanted = body.logprobs === true && llm.logprobs === 'given';
  const first = said.top ?? [{ token: text.split(/(?<=\w)\b/)[0] ?? '', logprob: -0.1 }];
  const place = { ...first[0], top_logprobs: first.slice(0, Number(body.top_logprobs ?? 0)) };
  return {
    id: `scripted-${llm.asks.length}`,
    object: 'chat.completion',
    model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: text,
          ...(said.reasoning === undefined ? {} : { reasoning_content: said.reasoning }),
        },
        finish_reason: fault?.kind === 'cut' ? 'length' : (said.finish ?? 'stop'),
        ...(wanted ? { logprobs: { content: [place] } } : {}),
      },
    ],
    ...(llm.counts ? { usage } : {}),
  };
}

/** What a prompt has in common with the beginning of an earlier one, at most. */
function longestBeginning(prompt: string, earlier: readonly string[]): string {
  let longest = 0;
  for (const other of earlier) {
    if (other.slice(0, longest + 1) !== prompt.slice(0, longest + 1)) continue;
    let same = longest;
    while (same < prompt.length && same < other.length && prompt[same] === other[same]) same++;
    longest = Math.max(longest, same);
  }
  return prompt.slice(0, longest);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
