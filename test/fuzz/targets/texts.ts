import { bank } from '../../../src/principles/bank.ts';
import { measure } from '../../../src/principles/measure/measure.ts';
import { measurePrompt } from '../../../src/principles/measure/promptMeasures.ts';
import { suspiciousText } from '../../../src/principles/model/suspicious.ts';
import { vote } from '../../../src/principles/vote.ts';
import { corpusOf } from '../../../src/reward/features/corpus.ts';
import { promptFacts } from '../../../src/reward/features/promptFacts.ts';
import { styleFeatures } from '../../../src/reward/features/style.ts';
import { textFacts } from '../../../src/reward/text/textFacts.ts';
import { pieces } from '../../../webview/comparison/text/visible.ts';
import { wordDiff } from '../../../webview/comparison/text/wordDiff.ts';
import { must, type Target } from '../target.ts';

/** Prompt and two responses, each as it is read, counted, measured, compared and shown. */
export const texts: Target = {
  name: 'texts',
  holds:
    'features are numbers, votes turn with the sides, nothing is lost of what is shown, and no text takes a second',
  words: [
    ...[
      '```',
      '- ',
      '1. ',
      '# ',
      '**',
      '| a | b |\n',
      '> ',
      '&nbsp;',
      '[1]',
      '(Smith, 2020)',
      'https://',
      'I am sorry',
    ],
    ...['Human:', ' ', '\n\n', "don't", '3.5', 'e.g.', '\\(', '$$', '<b>', 'As an AI', '你好', 'И', '\u200d', '👩'],
    ...['in 3 sentences', 'as JSON', 'at most 50 words', 'in French', 'no lists', '!', '?', '…', ',', ';', '"'],
  ],
  mostBytes: 1 << 17,
  seeds: () => [
    'Write 3 bullets about tea.\0- one\n- two\n- three\0Tea is **hot**. I am sorry!\n\n```js\nlet x\n```',
    'Translate.\0Bonjour, le monde est grand.\0你好，世界。',
    `Long\0${'word '.repeat(400)}\0${'a,b;c '.repeat(300)}`,
  ],
  open: () => ({
    run: input => {
      const [asked = '', first = '', second = ''] = input.toString('utf8').split('\0', 3);
      const prompt = [{ role: 'user', content: asked }];
      const pair = { prompt: measurePrompt(prompt), a: measure(first), b: measure(second) };
      for (const principle of bank) {
        const cast = vote(principle, pair);
        must(cast + vote(principle, { ...pair, a: pair.b, b: pair.a }) === 0, `${principle.id} does not turn`);
      }
      const facts = [textFacts(first), textFacts(second)];
      const corpus = corpusOf(facts);
      const about = promptFacts(prompt);
      for (const { name, value } of styleFeatures) {
        for (const fact of facts) must(Number.isFinite(value(fact, about, corpus)), `${name} is no number`);
      }
      suspiciousText(first);
      const shown = pieces(first).map(piece => (piece.kind === 'text' ? piece.text : '\0'));
      must(shown.join('').replaceAll('\0', '').length <= first.length, 'more is shown than there is');
      const diff = wordDiff(first, second);
      if (diff.kind === 'marked') {
        for (const { start, end } of diff.first)
          must(start >= 0 && start <= end && end <= first.length, 'a mark outside');
      }
    },
  }),
};
