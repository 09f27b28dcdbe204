import { kindsAt, letter, number, widthAt } from '../text/characterKinds.ts';

/** What of a comparison tells whether a person's judgement is worth it. */
export interface RoutingFeatures {
  /** Dice coefficient of the two responses' word sets, 0 to 1. */
  readonly similarity: number;
  /** Words of the prompt. */
  readonly complexity: number;
  /** Share of the prompt's words that touch on harm, 0 to 1. */
  readonly risk: number;
}

/** Words that a prompt with a safety concern holds often; `*` stands for any ending. English only. */
const riskyWords =
  'kill* murder* suicid* weapon* gun guns bomb* explosiv* poison* drug drugs overdos* hack* malware steal* fraud* scam* attack* abus* rape raped rapist assault* harass* racis* hate illegal* crime crimes criminal* terror* tortur* porn* nude* self-harm anorexi* diagnos* dosage lawsuit*'.split(
    ' ',
  );
const risky = new RegExp(`^(?:${riskyWords.join('|').replaceAll('*', '\\w*')})$`);
/** How they begin: few words do, and those alone are tested. */
const beginnings = new Set(riskyWords.map(word => word.slice(0, 3)));

function isRisky(word: string): boolean {
  return beginnings.has(word.slice(0, 3)) && risky.test(word);
}

/** @param prompt text of the prompt; `a`, `b` texts of the responses */
export function routingFeatures(prompt: string, a: string, b: string): RoutingFeatures {
  const words = wordsOf(prompt);
  return {
    similarity: dice(new Set(wordsOf(a)), new Set(wordsOf(b))),
    complexity: words.length,
    risk: words.length === 0 ? 0 : words.filter(isRisky).length / words.length,
  };
}

/**
 * How far each comparison is one that people are worth asking about, 0 to 1 (after Hybrid Preferences, 2410.19133: labels of
 * people gain most on moderate similarity, moderate complexity and moderate safety concern): the mean, over the features, of
 * 1 - |2 q - 1| with q the place of the value in the file. Where a feature is alike everywhere it says nothing and counts ½.
 * Without any risky word q of `risk` is 0: prompts that are plainly harmless.
 */
export function routingScores(features: readonly RoutingFeatures[]): Float64Array {
  return routingScoresOf({
    similarity: Float64Array.from(features, ({ similarity }) => similarity),
    complexity: Float64Array.from(features, ({ complexity }) => complexity),
    risk: Float64Array.from(features, ({ risk }) => risk),
  });
}

/** The same of features in columns; NaN stands for a comparison that there is not. */
export function routingScoresOf(features: Readonly<Record<keyof RoutingFeatures, Float64Array>>): Float64Array {
  const scores = new Float64Array(features.risk.length);
  for (const name of ['similarity', 'complexity', 'risk'] as const) {
    const values = features[name];
    const sorted = values.filter(value => (name === 'risk' ? value > 0 : !Number.isNaN(value))).sort();
    const flat = sorted.length < 2 || sorted[0] === sorted.at(-1);
    for (const [i, value] of values.entries()) {
      if (flat) scores[i]! += 0.5 / 3;
      else if (name !== 'risk' || value > 0) scores[i]! += (1 - Math.abs(2 * placeOf(sorted, value) - 1)) / 3;
    }
  }
  return scores;
}

/** Middle of the places that a value takes among sorted values, 0 to 1. */
function placeOf(sorted: Float64Array, value: number): number {
  const bound = (above: boolean): number => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! < value || (above && sorted[middle] === value)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return (bound(false) + bound(true)) / 2 / sorted.length;
}

/** Characters of a text that are read. */
const most = 20_000;

/** Runs of letters and digits in small letters, hyphens inside and behind: `[\p{L}\p{N}][\p{L}\p{N}-]*`. */
function wordsOf(text: string): string[] {
  const small = text.slice(0, most).toLowerCase();
  const words: string[] = [];
  let start = -1;
  for (let at = 0; at < small.length; ) {
    const width = widthAt(small, at);
    const within = (kindsAt(small, at) & (letter | number)) !== 0 || (start >= 0 && small.charCodeAt(at) === hyphen);
    if (within && start < 0) start = at;
    else if (!within && start >= 0) {
      words.push(small.slice(start, at));
      start = -1;
    }
    at += width;
  }
  if (start >= 0) words.push(small.slice(start));
  return words;
}

const hyphen = 45;

function dice(x: ReadonlySet<string>, y: ReadonlySet<string>): number {
  if (x.size + y.size === 0) return 1;
  let both = 0;
  for (const word of x) if (y.has(word)) both++;
  return (2 * both) / (x.size + y.size);
}
