import type { Side } from '../../../src/dataset/comparison.ts';
import type { FeatureWeight, MemberExplanation } from '../../../src/reward/explanation.ts';

/** A feature as the page shows it: its values at the places, and what it moved. */
export interface ShownFeature {
  readonly name: string;
  readonly left: string;
  readonly right: string;
  /** Contribution to the margin (logits): negative towards the left response, positive towards the right one. */
  readonly value: number;
}

/** The features that moved a member most. */
export interface ShownFeatures {
  readonly features: readonly ShownFeature[];
  /** Features that are not shown, each with a smaller contribution. */
  readonly more: number;
}

/** Names that only their makers understand, in plain words. */
const plain: Readonly<Record<string, string>> = {
  'root characters': 'characters',
  'one line': 'is a single line',
  'first sentence': 'words of the first sentence',
  'under five words': 'is under five words',
  'any list': 'has a list',
  bold: 'bold passages',
  'inline code': 'pieces of inline code',
  'ends complete': 'ends with a full stop',
  'starts small': 'starts with a small letter',
  capitals: 'share of capitals',
  digits: 'share of digits',
  'not ASCII': 'share of non-English letters and signs',
  'small i': '“i” written for “I”',
  'stop share': 'share of function words',
  'type-token ratio': 'share of different words',
  'vocabulary over root of words': 'variety of words',
  'repeated pairs of words': 'share of repeated word pairs',
  'repeated triples of words': 'share of repeated word triples',
  'word length': 'letters per word',
  'long words': 'share of long words',
  readability: 'reading ease',
  'rarity of words': 'how rare its words are',
  'words found nowhere else': 'share of words found nowhere else',
  'own words found in the ask': 'share of its words that are in the question',
  'ask found in the response': 'share of the question’s words that it takes up',
  'own words found in the prompt': 'share of its words that are in the prompt',
  'overlap with the ask': 'overlap with the question',
  'copied from the ask': 'share copied from the question',
  'copied from the last answer': 'share copied from the last answer',
  'length against the ask': 'length against the question',
};

/** Features that a text has or has not. */
const yesOrNo: ReadonlySet<string> = new Set([
  'one line',
  'under five words',
  'any list',
  'ends with a question',
  'ends complete',
  'ends with a colon',
  'ends in code',
  'starts small',
]);

/** Word lists whose names are not words of English. */
const lists: Readonly<Record<string, string>> = {
  hedge: 'hedging',
  refuse: 'refusal',
  firstPerson: '“I” and “me”',
  secondPerson: '“you”',
  firstPlural: '“we” and “us”',
  thirdPerson: '“he”, “she” and “they”',
  machine: '“as an AI”',
  askBack: 'asking back',
  ignorance: 'not knowing',
};

/** A feature's name in plain words: "hedge words" is "hedging words". */
export function plainName(name: string): string {
  const [list, kind] = name.split(' ');
  const words = list === undefined ? undefined : lists[list];
  if (kind === 'share') return `share of ${words ?? list} words`;
  if (kind === 'words' && words !== undefined) return `${words} words`;
  return plain[name] ?? name;
}

/** A member's largest contributions, at most `most`; features of one name are one. Smaller ones than `least` are left out. */
export function shownFeatures(
  { features }: Pick<MemberExplanation, 'features'>,
  left: Side,
  most = 6,
  least = 0.01,
): ShownFeatures {
  const byName = new Map<string, { readonly first: FeatureWeight; weight: number }>();
  for (const feature of features) {
    const name = plainName(feature.name);
    const known = byName.get(name);
    if (known === undefined) byName.set(name, { first: feature, weight: feature.weight });
    // The plain value counts: a feature that is also there as its root adds to it.
    else
      byName.set(name, { first: feature.name === name ? feature : known.first, weight: known.weight + feature.weight });
  }
  const all = [...byName]
    .map(([name, { first, weight }]) => ({
      name,
      left: figure(first.name, left === 'a' ? first.a : first.b),
      right: figure(first.name, left === 'a' ? first.b : first.a),
      // A weight above 0 is for a.
      value: left === 'a' ? -weight : weight,
    }))
    .filter(({ value }) => Math.abs(value) >= least)
    .sort((x, y) => Math.abs(y.value) - Math.abs(x.value));
  return { features: all.slice(0, most), more: Math.max(0, all.length - most) };
}

const wholes = new Intl.NumberFormat('en-US');

/** A value of a feature: yes or no, whole where it is, else with two figures. */
function figure(name: string, value: number): string {
  if (yesOrNo.has(name)) return value > 0.5 ? 'yes' : 'no';
  const near = Math.round(value);
  if (Math.abs(value - near) < 1e-6) return wholes.format(near);
  return Math.abs(value) >= 10 ? wholes.format(near) : value.toPrecision(2);
}
