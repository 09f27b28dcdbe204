import { Random } from '../../../src/reward/random.ts';

const nouns = 'bread river engine violin garden planet window battery recipe market ticket ladder camera forest';
const verbs = 'keeps moves turns opens builds finds holds saves carries brings';

/** JSON lines of made-up comparisons, no two texts alike, of which the longer answer is mostly the chosen one. */
export function madeDataset(comparisons: number, seed = 1): string {
  const random = new Random(seed);
  const pick = (words: string): string => {
    const list = words.split(' ');
    return list[random.below(list.length)]!;
  };
  const sentence = (): string =>
    `The ${pick(nouns)} ${pick(verbs)} a ${pick(nouns)} near the ${pick(nouns)} and ${pick(verbs)} it.`;
  const lines = Array.from({ length: comparisons }, (_, i) => {
    const [short, long] = [`Case ${i}: ${sentence()}`, `Case ${i}, in full: ${sentence()} ${sentence()} ${sentence()}`];
    const [chosen, rejected] = random.below(10) < 8 ? [long, short] : [short, long];
    return JSON.stringify({ prompt: `Question ${i}: what does the ${pick(nouns)} number ${i} do?`, chosen, rejected });
  });
  return `${lines.join('\n')}\n`;
}
