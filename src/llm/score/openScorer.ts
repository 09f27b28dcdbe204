import { setTimeout as pause } from 'node:timers/promises';
import type { Endpoint } from '../endpoint.ts';
import { LlmError } from '../llmError.ts';
import { type ScoreForm, scoreText, type TextScore } from './scoreText.ts';

/** Gives log-probabilities of texts. */
export interface Scorer {
  readonly form: ScoreForm;
  /** @throws LlmError, or the signal's reason */
  score(text: string): Promise<TextScore>;
}

const probe = 'The sky is blue on a clear day.';
const tries = 4;
const firstWait = 1000;

/**
 * Finds out how a server gives the log-probabilities of text that it is given, by a sentence about the sky.
 *
 * @param timeout milliseconds for an answer
 * @throws LlmError that says which servers can, where this one can't; or the signal's reason
 */
export async function openScorer(
  endpoint: Endpoint,
  model: string,
  timeout: number,
  signal?: AbortSignal,
): Promise<Scorer> {
  let said = '';
  for (const form of ['echo', 'prompt_logprobs'] as const) {
    const task = { endpoint, model, form, timeout, signal };
    try {
      const score = await patiently(() => scoreText(task, probe), signal);
      // The text's own tokens, not the one that was written: a server that gives only that one has too few.
      if (score !== null && score.logps.length >= 4) return { form, score: text => scored(task, text) };
    } catch (error) {
      if (!(error instanceof LlmError) || error.trouble !== 'refused') throw error;
      said = ` It says: ${error.message}`;
    }
  }
  throw new LlmError(
    `${endpoint.base.host} gives no log-probabilities of text that it is given (at ${endpoint.base.pathname}/completions, with echo or prompt_logprobs).${said} vLLM gives them; chat endpoints and llama.cpp's server give those of what they write only. Or write them into the records yourself, as ref_logps_a and ref_logps_b.`,
    'refused',
  );
}

async function scored(task: Parameters<typeof scoreText>[0], text: string): Promise<TextScore> {
  const score = await patiently(() => scoreText(task, text), task.signal);
  if (score !== null) return score;
  throw new LlmError(`${task.endpoint.base.host} left out log-probabilities of a text, after it gave them.`, 'broken');
}

/** Asks again, after a while, where a trouble may pass. */
async function patiently<T>(ask: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      const passes = error instanceof LlmError && (error.trouble === 'busy' || error.trouble === 'broken');
      if (!passes || attempt >= tries) throw error;
      await pause(error.retryAfter ?? firstWait * 2 ** (attempt - 1), undefined, signal && { signal });
    }
  }
}
