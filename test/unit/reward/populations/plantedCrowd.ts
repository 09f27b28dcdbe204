import type { Comparison } from '../../../../src/dataset/comparison.ts';
import { Random } from '../../../../src/reward/random.ts';
import { sentence } from '../comparisons.ts';

/** A group of annotators to plant: what they look for in a response, and how often they follow it. */
export interface PlantedGroup {
  readonly prefix: string;
  readonly people: number;
  readonly wants: 'list' | 'prose' | 'question' | 'chance';
  readonly follows: number;
}

/**
 * Comparisons whose responses differ in lists and in closing questions, independently; each vote is by one of the planted
 * annotators. The label is the first vote's.
 */
export function plantedCrowd(
  groups: readonly PlantedGroup[],
  { units, votesEach, seed }: { units: number; votesEach: number | 'one a pair'; seed: number },
): Comparison[] {
  const random = new Random(seed);
  const people = groups.flatMap(group =>
    Array.from({ length: group.people }, (_, j) => ({ group, name: `${group.prefix} ${j}` })),
  );
  const made = Array.from({ length: units }, (_, row) => {
    const listA = random.next() < 0.5;
    const asksA = random.next() < 0.5;
    return { row, listA, asksA, a: text(random, listA, asksA), b: text(random, !listA, !asksA) };
  });
  const votes = made.map((): { annotator: string; label: 'a' | 'b' }[] => []);
  const vote = ({ group, name }: (typeof people)[number], at: number): void => {
    const { listA, asksA } = made[at]!;
    const right = { list: listA, prose: !listA, question: asksA, chance: random.next() < 0.5 }[group.wants];
    votes[at]!.push({ annotator: name, label: random.next() < group.follows === right ? 'a' : 'b' });
  };
  if (votesEach === 'one a pair') for (let at = 0; at < units; at++) vote(people[random.below(people.length)]!, at);
  else {
    for (const person of people) {
      const drawn = new Set<number>();
      while (drawn.size < Math.min(votesEach, units)) drawn.add(random.below(units));
      for (const at of drawn) vote(person, at);
    }
  }
  return made.map(
    ({ row, a, b }): Comparison => ({
      row,
      line: row + 1,
      key: String(row),
      prompt: [{ role: 'user', content: `Question ${row}: ${sentence(random)}` }],
      a: { messages: [{ role: 'assistant', content: a }] },
      b: { messages: [{ role: 'assistant', content: b }] },
      label: votes[row]![0]?.label ?? null,
      annotations: votes[row]!,
      positioned: true,
      fields: {},
    }),
  );
}

function text(random: Random, list: boolean, asks: boolean): string {
  const body = list
    ? `${sentence(random)}\n- ${sentence(random)}\n- ${sentence(random)}`
    : `${sentence(random)} ${sentence(random)} ${sentence(random)}`;
  return asks ? `${body} Would you like to hear more of it?` : `${body} That is all there is to say of it.`;
}
