import { type WordList, wordLists } from '../text/lexicon.ts';
import { type Feature, log1, perWord } from './feature.ts';

/** `firstPerson` as "first person". */
function spaced(list: WordList): string {
  return list.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
}

const counted = wordLists
  .filter(list => list !== 'stop')
  .map((list): Feature => {
    const at = wordLists.indexOf(list);
    return { name: `${spaced(list)} words`, english: true, logarithmic: true, value: r => log1(r.lists[at]!) };
  });

const rated: readonly WordList[] = [
  'stop',
  'hedge',
  'firstPerson',
  'secondPerson',
  'negation',
  'positive',
  'negative',
  'harm',
  'modal',
  'advice',
  'askBack',
];

/** English word lists: how often (log) and, for the common ones, how densely. */
export const wordingFeatures: readonly Feature[] = [
  ...counted,
  ...rated.map((list): Feature => {
    const at = wordLists.indexOf(list);
    return { name: `${spaced(list)} share`, english: true, value: r => perWord(r.lists[at]!, r) };
  }),
  {
    name: 'readability',
    english: true,
    // Flesch reading ease / 100 (Flesch 1948): 206.835 - 1.015 words/sentence - 84.6 syllables/word.
    value: r => {
      const words = Math.max(r.words.hashes.length, 1);
      const ease = 206.835 - (1.015 * words) / Math.max(r.layout.sentences, 1) - (84.6 * r.words.syllables) / words;
      return Math.max(-1, Math.min(1.5, ease / 100));
    },
  },
];
