import type { SampledField } from './describeFields.ts';
import type { MapDraft, MapField } from './mapDraft.ts';

/** Parts of names by which fields of the better and the worse response differ. */
const verdictWords: readonly (readonly [string, string])[] = [
  ['chosen', 'rejected'],
  ['preferred', 'dispreferred'],
  ['preferred', 'rejected'],
  ['accepted', 'rejected'],
  ['winner', 'loser'],
  ['winning', 'losing'],
  ['win', 'lose'],
  ['better', 'worse'],
  ['best', 'worst'],
  ['good', 'bad'],
  ['positive', 'negative'],
  ['pos', 'neg'],
  ['yes', 'no'],
  ['_w', '_l'],
];
/** Parts of names that only number the two responses. */
const placeWords: readonly (readonly [string, string])[] = [
  ['_a', '_b'],
  ['_A', '_B'],
  ['A', 'B'],
  ['a', 'b'],
  ['1', '2'],
  ['0', '1'],
  ['first', 'second'],
  ['left', 'right'],
  ['one', 'two'],
];
const labelWords = /prefer|winner|label|choice|choose|chosen|better|verdict|vote|gold|judg|rank|selected/i;
const promptWords =
  /prompt|question|instruction|query|input|context|history|dialog|conversation|post|task|request|title/i;

/** A draft to begin with: what the names of the fields suggest. The user sees what comes of it, and changes it. */
export function suggestDraft(fields: readonly SampledField[]): MapDraft {
  const texts = fields.filter(({ type }) => type === 'text' || type === 'messages');
  const better = pairOf(texts, verdictWords);
  const placed = better ?? pairOf(texts, placeWords);
  const responses = placed ?? { a: undefined, b: undefined, words: undefined };
  const kind = better === null && placed !== null ? 'label' : 'chosen';
  const taken = new Set([responses.a, responses.b]);
  const others = fields.filter(({ name }) => !taken.has(name));
  const single = others.filter(({ type }) => type !== 'list' && type !== 'object' && type !== 'messages');
  const prompt = others.find(({ name, type }) => (type === 'text' || type === 'messages') && promptWords.test(name));
  const label =
    kind === 'label' ? single.find(({ name }) => name !== prompt?.name && labelWords.test(name)) : undefined;
  const numbers = others.filter(({ name, type }) => type === 'number' && name !== label?.name);
  const scores = responses.words && pairOf(numbers, [responses.words]);
  const models =
    responses.words &&
    pairOf(
      single.filter(({ name }) => /model|generator|policy/i.test(name)),
      [responses.words],
    );
  const named: Partial<Record<MapField, string | undefined>> = {
    prompt: prompt?.name,
    a: responses.a,
    b: responses.b,
    label: label?.name,
    scoreA: scores?.a,
    scoreB: scores?.b,
    modelA: models?.a,
    modelB: models?.b,
  };
  return {
    kind,
    fields: Object.fromEntries(Object.entries(named).filter(([, name]) => name !== undefined)),
    codes: {},
  };
}

interface NamedPair {
  readonly a: string;
  readonly b: string;
  readonly words: readonly [string, string];
}

/** The first two fields whose names differ by a pair of words alone; names without a prompt's words come first. */
function pairOf(fields: readonly SampledField[], words: readonly (readonly [string, string])[]): NamedPair | null {
  const names = new Set(fields.map(({ name }) => name));
  const ordered = fields.toSorted((x, y) => Number(promptWords.test(x.name)) - Number(promptWords.test(y.name)));
  for (const [first, second] of words) {
    for (const { name } of ordered) {
      const at = name.lastIndexOf(first);
      if (at === -1) continue;
      const other = name.slice(0, at) + second + name.slice(at + first.length);
      if (other !== name && names.has(other)) return { a: name, b: other, words: [first, second] };
    }
  }
  return null;
}
