import { asNumber, own, ownAt, ownText } from '../ownValue.ts';
import { mappedFormat } from './mapped.ts';

const family = (text: 'post' | 'article') =>
  mappedFormat({
    id: text === 'post' ? 'summaries' : 'summaries-news',
    name: `OpenAI summarize-from-feedback (${text === 'post' ? 'posts' : 'articles'})`,
    trait: `have two \`summaries\` of \`info.${text}\` and \`choice\`, the place (0 or 1) of the better one`,
    test: record => Array.isArray(own(record, 'summaries')) && ownAt(record, ['info', text]) !== undefined,
    map: {
      prompt: `info.${text}`,
      a: 'summaries.0.text',
      b: 'summaries.1.text',
      label: 'choice',
      codes: { 0: 'a', 1: 'b' },
      modelA: 'summaries.0.policy',
      modelB: 'summaries.1.policy',
      annotator: 'worker',
    },
    more(record, read) {
      const id = ownText(own(record, 'info'), 'id');
      const confidence = asNumber(ownAt(record, ['extra', 'confidence']));
      const fields = confidence === undefined ? read.fields : { ...read.fields, confidence };
      return { ...read, fields, ...(id !== undefined && { id }) };
    },
  });

/** OpenAI's comparisons of summaries of Reddit posts (TL;DR): `choice` is the place of the better summary. */
export const summariesFormat = family('post');
/** The same of news articles (CNN and Daily Mail). */
export const newsSummariesFormat = family('article');
