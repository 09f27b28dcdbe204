const specials = ['[PAD]', '[UNK]', '[CLS]', '[SEP]'];
const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');
const words = [
  'good',
  'bad',
  'long',
  'short',
  'cat',
  'dog',
  'the',
  'an',
  'answer',
  'question',
  'why',
  'is',
  'yes',
  'no',
];
/** Tokens of the tiny tokenizer, by id. */
export const tinyVocabulary: readonly string[] = [
  ...specials,
  ...letters,
  ...letters.map(letter => `##${letter}`),
  ...words,
];

/** A WordPiece tokenizer of letters and a few words. */
export function tinyTokenizer(): object {
  const special = (content: string, id: number) => ({ id, content, special: true, normalized: false });
  const token = (id: string, type_id: number) => ({ SpecialToken: { id, type_id } });
  const text = (id: string, type_id: number) => ({ Sequence: { id, type_id } });
  return {
    version: '1.0',
    truncation: { direction: 'Right', max_length: 6, strategy: 'LongestFirst', stride: 0 },
    padding: { strategy: { Fixed: 6 }, direction: 'Right', pad_id: 0, pad_type_id: 0, pad_token: '[PAD]' },
    added_tokens: specials.map(special),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [token('[CLS]', 0), text('A', 0), token('[SEP]', 0)],
      pair: [token('[CLS]', 0), text('A', 0), token('[SEP]', 0), text('B', 1), token('[SEP]', 1)],
      special_tokens: {
        '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] },
        '[SEP]': { id: '[SEP]', ids: [3], tokens: ['[SEP]'] },
      },
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(tinyVocabulary.map((word, id) => [word, id])),
    },
  };
}
