import * as vscode from 'vscode';
import { type CancellationToken, ResponseError } from 'vscode-jsonrpc';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import type { Answer, Ask } from '../../llm/languageModel.ts';
import { askEditorModelRequest, editorModelBusyCode, editorModelRefusedCode } from '../../protocol/languageModels.ts';
import { messageOf } from '../hostError.ts';

/** Lets the engine ask models of the editor. */
export function answerForModels(connection: MessageConnection): void {
  connection.onRequest(askEditorModelRequest, async ({ id, ask }, token) => {
    try {
      return await askEditorModel(id, ask, token);
    } catch (error) {
      return new ResponseError<void>(codeOf(error), messageOf(error));
    }
  });
}

/**
 * Asks a model that the editor offers. The editor itself asks for consent the first time, naming the vendor.
 */
async function askEditorModel(id: string, ask: Ask, token: CancellationToken): Promise<Answer> {
  const [model] = await vscode.lm.selectChatModels({ id });
  if (model === undefined) {
    throw vscode.LanguageModelError.NotFound('The editor no longer offers this language model. Choose another.');
  }
  const messages = ask.messages.map(({ role, content }) =>
    // The editor knows no system messages.
    role === 'assistant'
      ? vscode.LanguageModelChatMessage.Assistant(content)
      : vscode.LanguageModelChatMessage.User(content),
  );
  const stop = new vscode.CancellationTokenSource();
  const cancelled = token.onCancellationRequested(() => stop.cancel());
  try {
    const justification = 'PairLens asks it which principles lie behind the labels of this dataset.';
    const modelOptions = { temperature: 0, max_tokens: ask.maxTokens };
    const response = await model.sendRequest(messages, { justification, modelOptions }, stop.token);
    let text = '';
    for await (const part of response.text) text += part;
    const [input, output] = await Promise.all([
      Promise.all(messages.map(message => model.countTokens(message, stop.token))),
      model.countTokens(text, stop.token),
    ]);
    const usage = { input: input.reduce((sum, n) => sum + n, 0), cached: 0, output, counted: 'estimate' } as const;
    return { text, top: null, usage, finish: 'stop' };
  } finally {
    cancelled.dispose();
    stop.dispose();
  }
}

/** No consent and no such model won't pass; a quota or a lost connection may. */
function codeOf(error: unknown): number {
  if (!(error instanceof vscode.LanguageModelError)) return editorModelBusyCode;
  const final = [vscode.LanguageModelError.NoPermissions.name, vscode.LanguageModelError.NotFound.name];
  return final.includes(error.code) ? editorModelRefusedCode : editorModelBusyCode;
}
