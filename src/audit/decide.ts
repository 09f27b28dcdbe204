import type { Comparison, Label, Message } from '../dataset/comparison.ts';
import { type Decision, judgement, type TextRef, undecided } from '../edits/decision.ts';

/**
 * A comparison as the reviewer decided: with the label of the verdict and the edited texts; null if it is to be dropped.
 * `later` and a missing verdict leave the label as recorded.
 */
export function decide(read: Comparison, decision: Decision | undefined): Comparison | null {
  if (decision === undefined) return read;
  const comparison = isTurned(read, decision) ? turned(read) : read;
  const { verdict, texts } = decision;
  if (verdict === 'drop') return null;
  const label = verdict === null || verdict === 'later' ? comparison.label : verdict;
  const edited = Object.keys(texts).length > 0;
  // A strength and annotations that spoke for another label say nothing about this one.
  const { labelStrength: _, ...rest } = comparison;
  const relabelled = label === comparison.label ? comparison : { ...rest, label, annotations: [] };
  if (!edited) return relabelled;
  return {
    ...relabelled,
    prompt: withTexts(comparison.prompt, 'prompt', texts),
    a: { ...comparison.a, messages: withTexts(comparison.a.messages, 'a', texts) },
    b: { ...comparison.b, messages: withTexts(comparison.b.messages, 'b', texts) },
  };
}

/**
 * True where an earlier session wrote its verdict into a record of chosen and rejected: the other text stands first now, and
 * so does, by its name, all that belongs to it; what names no text was left as it was.
 */
function isTurned({ positioned, label }: Comparison, { recorded }: Decision): boolean {
  return !positioned && label === 'a' && recorded === 'b';
}

/** Judges' verdicts by the texts that they were about. */
function turned({ opinions, ...comparison }: Comparison): Comparison {
  const other = { a: 'b', b: 'a', tie: 'tie' } as const;
  const about = Object.entries(opinions ?? {}).map(([judge, says]) => [judge, other[says]] as const);
  return { ...comparison, ...(opinions && { opinions: Object.fromEntries(about) }), turned: true };
}

/** What of a decision the audit of a row depends on: equal strings, equal audit. A verdict for the recorded label is none. */
export function decisionSignature(decision: Decision | undefined, recorded: Label | null): string {
  if (decision === undefined) return '';
  const { verdict, texts } = decision;
  const said = verdict === 'later' || verdict === recorded ? null : verdict;
  const edits = Object.entries(texts).sort(([x], [y]) => (x < y ? -1 : 1));
  return said === null && edits.length === 0 ? '' : JSON.stringify([said, edits]);
}

/** The part of a decision that a signature holds. */
export function decisionOf(signature: string): Decision {
  if (signature === '') return undecided;
  const [verdict, edits] = JSON.parse(signature) as [Decision['verdict'], [TextRef, string][]];
  return { ...undecided, ...judgement(verdict, 'seen'), texts: Object.fromEntries(edits) };
}

function withTexts(messages: readonly Message[], part: 'prompt' | 'a' | 'b', texts: Decision['texts']): Message[] {
  return messages.map((message, i) => {
    const text = texts[`${part}/${i}` satisfies TextRef];
    return text === undefined ? message : { ...message, content: text };
  });
}
