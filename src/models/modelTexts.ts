import { type Fields, isFields } from './fields.ts';

/** Small files that stand beside a model on hubs and in exports, as far as a recipe can be read from them. */
export interface ModelTexts {
  readonly config: Fields | null;
  readonly tokenizerConfig: Fields | null;
  /** Sentence encoders: `1_Pooling/config.json`. */
  readonly pooling: Fields | null;
  /** Sentence encoders: `sentence_bert_config.json`. */
  readonly sentence: Fields | null;
  /** Sentence encoders: `config_sentence_transformers.json`. */
  readonly prompts: Fields | null;
  /** `chat_template.jinja`. */
  readonly chatTemplate: string | null;
  /** `README.md`, for the licence in its heading. */
  readonly readme: string | null;
}

/** Largest of these files that is read, in bytes. */
export const longestText = 4 * 2 ** 20;

/** Their paths, by field. */
export const textPaths: Readonly<Record<keyof ModelTexts, string>> = {
  config: 'config.json',
  tokenizerConfig: 'tokenizer_config.json',
  pooling: '1_Pooling/config.json',
  sentence: 'sentence_bert_config.json',
  prompts: 'config_sentence_transformers.json',
  chatTemplate: 'chat_template.jinja',
  readme: 'README.md',
};

/** Reads all of them. @param read the text at a path, or null if there is none */
export async function readModelTexts(read: (path: string) => Promise<string | null>): Promise<ModelTexts> {
  const json = async (path: string): Promise<Fields | null> => {
    const text = await read(path);
    if (text === null) return null;
    try {
      const value: unknown = JSON.parse(text);
      return isFields(value) ? value : null;
    } catch {
      // What can't be read says nothing, as if it were not there; the recipe then asks for what it lacks.
      return null;
    }
  };
  return {
    config: await json(textPaths.config),
    tokenizerConfig: await json(textPaths.tokenizerConfig),
    pooling: await json(textPaths.pooling),
    sentence: await json(textPaths.sentence),
    prompts: await json(textPaths.prompts),
    chatTemplate: await read(textPaths.chatTemplate),
    readme: await read(textPaths.readme),
  };
}

/** The licence that a model card states at its head (`license: mit`), or "unknown". */
export function licenceOf({ readme }: ModelTexts): string {
  const head = /^---\r?\n([\s\S]{0,20000}?)\r?\n---/.exec(readme ?? '')?.[1] ?? '';
  const stated = /^license:[ \t]*["']?([A-Za-z0-9.+-]{1,60})["']?[ \t]*$/m.exec(head)?.[1] ?? '';
  return licences[stated.toLowerCase()] ?? (stated === '' || stated === 'other' ? 'unknown' : stated);
}

/** SPDX identifiers of the licences that hubs write in small letters. */
const licences: Readonly<Record<string, string>> = {
  mit: 'MIT',
  'apache-2.0': 'Apache-2.0',
  'bsd-3-clause': 'BSD-3-Clause',
  'cc-by-4.0': 'CC-BY-4.0',
  'cc-by-nc-4.0': 'CC-BY-NC-4.0',
  'cc-by-sa-4.0': 'CC-BY-SA-4.0',
};
