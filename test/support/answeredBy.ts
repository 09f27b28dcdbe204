import type { Ask, LanguageModel } from '../../src/llm/languageModel.ts';
import type { ScriptedAsk } from './scriptedLlm.ts';

/** What a server of that model answers: what the model says, and what the questions want that a server is tried with first. */
export async function answeredBy(model: LanguageModel, { body, messages }: ScriptedAsk): Promise<string> {
  const format = body.response_format as { json_schema?: { name: string } } | undefined;
  if (format?.json_schema?.name === 'sky') return '{"colour":"blue"}';
  if (JSON.stringify(messages).includes('clear sky')) return 'yes';
  const ask: Ask = {
    messages,
    maxTokens: Number(body.max_tokens),
    ...(format?.json_schema === undefined ? {} : { schema: { name: format.json_schema.name, schema: {} } }),
  };
  return (await model.ask(ask)).text;
}
