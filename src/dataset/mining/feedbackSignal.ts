/** What a person's turn says of the answer before it. */
export type FeedbackSignal = 'correction' | 'complaint' | 'repetition' | 'thanks';

/** Beginnings and phrases that say what should have been, or that the answer is wrong. English only. */
const correction = [
  /^(no|nope|nah)\b[,.!: ]/i,
  /^(actually|wait)[, ]/i,
  /\b(that('s| is|s)|this is|it('s| is)|you('re| are)|you were) (not (right|correct|true|it|what)|wrong|incorrect|mistaken)\b/i,
  /\b(is|was|are|were)(n't| not) what i (asked|meant|wanted|said|was looking for)\b/i,
  /\bi (meant|asked (you )?(for|to)|said|wanted|was asking)\b/i,
  /\byou (misunderstood|misread|missed|forgot|ignored|skipped|got (it|that|this) wrong|made (a|an) (mistake|error))\b/i,
  /\b(should(n't| not) (be|have been)|it should be|not .{1,30}, but)\b/i,
];
/** Phrases that say that the answer won't do, without saying what would. */
const complaint = [
  /\b(does(n't| not)|did(n't| not)|still (does(n't| not)|not)) (work|help|compile|run|answer)/i,
  /\b(try again|do (it|that) again|redo (it|this|that)|once more, (but|please))\b/i,
  /\b(useless|terrible|awful|nonsense|not (good|helpful|useful|working))\b/i,
  /\b(too (long|short|vague|generic|complicated|formal|wordy))\b/i,
  /\b(i('m| am) (not happy|unhappy|disappointed)|i do(n't| not) (like|think so))\b/i,
  /\b(same (error|problem|issue|mistake))\b/i,
];
const thanks = [
  /^(thanks|thank you|thx|ty|cheers|perfect|great|awesome|excellent|nice|wonderful|brilliant|lovely)\b/i,
  /\b(that('s| is) (perfect|great|exactly|much better|better|right|correct|what i)|that (works|worked|helps|helped)|much better|works now|thank you( so| very)?( much)?)\b/i,
];
/** Feedback stands at the beginning of a turn; what comes much later is a new matter. */
const looked = 240;

/**
 * What a person's turn says of the answer before it, by English phrases and by whether it asks the same again; null if
 * nothing can be told. Corrections come first: "thanks, but that's wrong" is one.
 *
 * @param turn - the person's turn
 * @param question - the turn that the answer was to
 */
export function feedbackSignal(turn: string, question: string): FeedbackSignal | null {
  const head = turn.slice(0, looked);
  if (correction.some(pattern => pattern.test(head))) return 'correction';
  if (complaint.some(pattern => pattern.test(head))) return 'complaint';
  if (thanks.some(pattern => pattern.test(head))) return 'thanks';
  return same(turn, question) ? 'repetition' : null;
}

/** The same words, but for case and marks; very short turns ("yes") say nothing. */
function same(one: string, other: string): boolean {
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  const [a, b] = [plain(one), plain(other)];
  return a.length >= 12 && a === b;
}
