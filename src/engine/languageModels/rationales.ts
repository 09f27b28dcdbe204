import { join } from 'node:path';
import { CancellationTokenSource } from 'vscode-jsonrpc';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { keptNonce } from '../../audit/keptNonce.ts';
import { ApiKey } from '../../llm/apiKey.ts';
import { endpointOf } from '../../llm/endpoint.ts';
import { type AskingOptions, type OpenedModel, openModel, openOver } from '../../llm/openModel.ts';
import { free } from '../../llm/wrap/spending.ts';
import { type Rationale, rationaleOf } from '../../principles/model/rationale.ts';
import { usualSettings } from '../../principles/model/settings.ts';
import { askEditorModelRequest, type LanguageModelChoice } from '../../protocol/languageModels.ts';
import type { OpenDocument } from '../openDocument.ts';
import { UserError } from '../userError.ts';

/**
 * Asks a model why the label of a row may be right and why it may be wrong. The answer is kept: asked again, it costs nothing.
 *
 * @throws UserError for a row without a choice, or where the answer can't be read; LlmError where there is none
 */
export async function readRationale(
  doc: OpenDocument,
  row: number,
  choice: LanguageModelChoice,
  connection: MessageConnection,
  signal: AbortSignal,
): Promise<Rationale> {
  const [read] = await doc.readRows([row]);
  if (read?.kind !== 'comparison') throw new UserError('This line holds no comparison that a model could read.');
  const { comparison } = read;
  if (comparison.label !== 'a' && comparison.label !== 'b') {
    throw new UserError('This label prefers no response, so there is nothing to give reasons for.');
  }
  const { storage } = doc.params;
  const opened = await open(choice, storage, connection, signal);
  try {
    const { promptTokens, responseTokens } = usualSettings;
    const fencing = { nonce: await keptNonce(storage), promptTokens, responseTokens };
    const rationale = await rationaleOf(opened.model, comparison, fencing, signal);
    if (rationale !== null) return rationale;
    throw new UserError(`${opened.model.name} gave an answer that can’t be read. Try a more capable model.`);
  } finally {
    await opened.close(0);
  }
}

function open(
  choice: LanguageModelChoice,
  storage: string,
  connection: MessageConnection,
  signal: AbortSignal,
): Promise<OpenedModel> {
  const asking: AskingOptions = {
    folder: join(storage, 'answers'),
    limits: { concurrency: 1, requestsPerMinute: null, tokensPerMinute: null },
    budget: null,
    prices: free,
  };
  if (choice.kind === 'server') {
    const key = choice.key === null ? null : ApiKey.of(choice.key, 'The key of the language-model server');
    return openModel(
      { ...asking, endpoint: endpointOf(choice.url, key), model: choice.model, context: choice.context },
      signal,
    );
  }
  const { id, name, context } = choice;
  const model = {
    name,
    identity: `editor ${id}`,
    abilities: { schema: false, logprobs: false },
    context,
    ask: async (ask, stop) => {
      const token = new CancellationTokenSource();
      stop?.addEventListener('abort', () => token.cancel(), { once: true });
      return connection.sendRequest(askEditorModelRequest, { id, ask }, token.token);
    },
  } satisfies Parameters<typeof openOver>[0];
  return openOver(model, asking, signal);
}
