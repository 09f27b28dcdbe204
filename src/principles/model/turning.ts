import { wordingKey } from './wording.ts';

/** Words that say no: two of them in one sentence say yes. */
const negation =
  /^(?:not|no|non|nor|never|neither|without|avoid\w*|lack\w*|omit\w*|free|refus\w*|declin\w*|reject\w*|fail\w*|against|doesnt|dont)$/u;
/** Words that turn a sentence round or name an end of a scale, by what they have in common. */
const ends: readonly (readonly [what: string, words: RegExp])[] = [
  ['few', /^(?:less|fewer|least|short\w*|brief\w*|concise\w*|terse\w*)$/u],
  ['long', /^(?:long\w*|length(?:y|ier))$/u],
  ['formal', /^formal\w*$/u],
  ['informal', /^(?:informal\w*|casual\w*|conversational)$/u],
  ['simple', /^(?:simpl\w*|plain\w*)$/u],
  ['complex', /^(?:complex\w*|technical\w*)$/u],
  ['good', /^positive\w*$/u],
  ['bad', /^(?:negative\w*|worse|worst|rude\w*|critici\w*)$/u],
  [
    'counter',
    /^(?:ignor\w*|oppos\w*|challeng\w*|contradict\w*|discourag\w*|disagree\w*|disregard\w*|disrespect\w*|dislik\w*|disapprov\w*)$/u,
  ],
  ['only', /^only$/u],
  ['when', /^(?:when|if)$/u],
  ['unless', /^unless$/u],
];
const opposite =
  /^(?:un(?!der|i|til)\w{4,}|in(?:correct|accurate|complete|consisten|appropriate|sensitive|secure)\w*|im(?:polite|proper|precise)\w*)$/u;

/**
 * What turns a sentence round, as a word that is equal for sentences that may say the same: whether it is negated, and the
 * ends of scales that it names ("shorter" and "fewer" are one). English only.
 */
export function turningOf(text: string): string {
  const named = new Set<string>();
  let negated = false;
  for (const word of wordingKey(text).split(' ')) {
    if (negation.test(word)) negated = !negated;
    for (const [what, words] of ends) if (words.test(word)) named.add(what);
    if (opposite.test(word)) named.add(word.slice(0, 5));
  }
  return [...(negated ? ['not'] : []), ...[...named].sort()].join(' ');
}
