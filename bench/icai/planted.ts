import type { Comparison } from '../../src/dataset/comparison.ts';
import { randomFrom } from '../../src/principles/random.ts';

const words =
  'amber basalt cobalt dahlia ember fennel garnet hazel indigo jasper kelp lilac maple nectar onyx pepper quartz raven saffron tundra umber violet walnut xenon yarrow zinc acorn birch cedar drift elder flint ginger heron ivory juniper kiln lotus mortar nettle'.split(
    ' ',
  );

/** Forty rules, each about a word; labels follow the first three, in this order. */
export const fortyRules: ReadonlyMap<string, (text: string) => number> = new Map(
  words.map(word => [`Select the response that dwells on ${word}.`, text => Number(text.includes(`of ${word} `))]),
);
export const plantedRules = [...fortyRules.keys()].slice(0, 3);
/** For a calibration: rules that anybody can check. */
export const checkable: ReadonlyMap<string, (text: string) => number> = new Map([
  ['Select the response that is longer.', (text: string) => text.length],
  ['Select the response that uses lists.', (text: string) => Number(/^- /mu.test(text))],
  ['Select the response that uses more exclamation marks.', (text: string) => Number(text.includes('!'))],
]);

/** Comparisons whose labels follow the planted rules, ranked; a coin where none applies, and a share `noise` turned round. */
export function plantedPairs(n: number, noise: number, seed: number, filler: number): Comparison[] {
  const random = randomFrom(seed);
  const response = (): string => {
    const own = words
      .filter((_, at) => random() < (at < 3 ? 0.5 : 0.25))
      .map(word => `There was talk of ${word} that day.`);
    const more = Array.from(
      { length: Math.floor(filler * (0.5 + random())) },
      () => 'It went on as before, and nobody minded.',
    );
    const list = random() < 0.3 ? '\n- one thing\n- another\n- a third' : '';
    return `${[...own, ...more].join(' ')}${random() < 0.3 ? ' So be it!' : ''}${list}`;
  };
  const tests = plantedRules.map(rule => fortyRules.get(rule)!);
  return Array.from({ length: n }, (_, row) => {
    const [a, b] = [response(), response()];
    const lead = tests.reduce((sofar, test) => sofar || test(a) - test(b), 0) || random() - 0.5;
    const side = lead > 0 !== random() < noise ? 'a' : 'b';
    return {
      row,
      line: row + 1,
      key: String(row).padStart(32, '0'),
      prompt: [{ role: 'user', content: `Tell me of day ${row}.` }],
      a: { messages: [{ role: 'assistant', content: a }] },
      b: { messages: [{ role: 'assistant', content: b }] },
      label: side,
      annotations: [],
      positioned: true,
      fields: {},
    };
  });
}
