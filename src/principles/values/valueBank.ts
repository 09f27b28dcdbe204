/** A value that a response may serve, as a principle. */
export interface Value {
  readonly id: string;
  readonly name: string;
  /** Completes "Select the response that ...". */
  readonly short: string;
  /**
   * Measured principles whose votes are cues of it, without a language model: what they say is form and wording, not intent. Empty
   * where nothing that can be measured tells of it: then only a language model votes on it.
   */
  readonly cues: readonly string[];
}

const value = (id: string, name: string, short: string, ...cues: string[]): Value => ({ id, name, short, cues });

/** The bank of values. Wording ours; what such lists hold is after Value Kaleidoscope (2309.00779) and DailyDilemmas (2410.02683). */
export const valueBank: readonly Value[] = [
  // Truth
  value('truth', 'truthfulness', 'tells the truth, even where it is unwelcome'),
  value(
    'humility',
    'humility',
    'owns up to what it does not know and how unsure it is',
    'admits-not-knowing',
    'hedges',
    'disclaimer',
  ),
  value('resolve', 'resolve', 'takes a stand and says it without hedging', 'no-hedging', 'certain', 'knows'),
  value('evidence', 'evidence', 'rests what it says on evidence that can be checked', 'sources', 'links', 'quotations'),
  value('exactness', 'exactness', 'is exact in its facts and words', 'figures', 'names', 'specific'),
  value('reason', 'reason', 'gives reasons that can be followed', 'reasons', 'definitions', 'examples'),
  // The asker's time and understanding
  value('thoroughness', 'thoroughness', 'leaves out nothing that matters', 'adds-information', 'every-part', 'longer'),
  value('brevity', 'brevity', "saves the asker's time", 'shorter', 'answers-first', 'no-preamble', 'no-repetition'),
  value('clarity', 'clarity', 'can be understood by anybody', 'simple-words', 'short-sentences'),
  value('order', 'order', 'brings order into what it says', 'lists', 'headings', 'numbered-steps', 'sequence'),
  value('learning', 'learning', 'helps people to learn and to think for themselves'),
  value('originality', 'originality', 'has ideas and words of its own', 'varied-words', 'no-parroting'),
  // Service
  value('helpfulness', 'helpfulness', 'does what it was asked for', 'complies', 'requested-format', 'advice'),
  value('attention', 'attention', 'finds out what the asker needs before it answers', 'asks-back', 'clarifies'),
  value('choice', 'freedom of choice', 'leaves the choice to the asker', 'no-lecture', 'alternatives'),
  value('self-reliance', 'self-reliance', 'strengthens people so that they can help themselves'),
  // Care
  value('compassion', 'compassion', 'feels with people in need', 'empathy'),
  value('warmth', 'warmth', 'is warm and friendly', 'friendly', 'emoji', 'exclaims'),
  value('encouragement', 'encouragement', 'gives people heart', 'praise'),
  value('courtesy', 'courtesy', 'is courteous', 'polite', 'apologises'),
  value('respect', 'respect', 'treats people with respect, those absent too', 'clean-language', 'no-shouting'),
  value('humour', 'humour', 'takes things with humour', 'humour'),
  value('closeness', 'closeness', 'speaks as a friend would', 'informal', 'contractions', 'second-person'),
  value('seriousness', 'seriousness', 'is serious and professional', 'formal', 'sober', 'impersonal'),
  value('togetherness', 'togetherness', 'thinks of people as belonging together', 'together'),
  // Harm and right
  value('caution', 'caution', 'guards people against harm', 'warns', 'professional', 'refuses'),
  value('conscience', 'conscience', 'holds to what is right and says so', 'moralises', 'refuses'),
  value('law', 'lawfulness', 'keeps to the law'),
  value('health', 'life and health', 'protects life and health'),
  value('privacy', 'privacy', 'keeps private what is private'),
  value('weak', 'protection of the weak', 'takes the side of children and of those who cannot defend themselves'),
  value('fairness', 'fairness', 'hears more than one side before it judges', 'both-sides'),
  value('equality', 'equality', 'grants everybody the same rights and worth'),
  value('justice', 'justice', 'gives everybody what they deserve'),
  value('tolerance', 'tolerance', 'lets others live and believe as they wish'),
  value('loyalty', 'loyalty', 'stands by family, friends and promises'),
  value('responsibility', 'responsibility', 'answers for what follows from its advice'),
  value('tradition', 'tradition', 'honours what has been handed down'),
  value('nature', 'nature', 'cares for animals and nature'),
  value('pleasure', 'joy of life', 'makes room for joy and pleasure'),
];

/** The value as a sentence. */
export function valueSentence({ short }: Value): string {
  return `Select the response that ${short}.`;
}
