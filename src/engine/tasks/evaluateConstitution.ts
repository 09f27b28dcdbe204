import { readOnly } from '../../audit/readOnly.ts';
import { importedPath, type KeptVotes, loadVoted, ownVotedPath, votedPath } from '../../audit/votedStore.ts';
import type { Comparison } from '../../dataset/comparison.ts';
import { bank } from '../../principles/bank.ts';
import { conditions, whereConditionsHold } from '../../principles/conditional/conditions.ts';
import { restrictedSentence } from '../../principles/conditional/restrictedSentence.ts';
import { editedFigures } from '../../principles/edit/editedFigures.ts';
import { type RuleSources, ruleColumns } from '../../principles/evaluate/ruleColumns.ts';
import { phraseVotes } from '../../principles/model/phrases.ts';
import { wordingKey } from '../../principles/model/wording.ts';
import type { Votes } from '../../principles/principle.ts';
import { voteAll } from '../../principles/voteAll.ts';
import { measuredFor } from '../principles/knownVotes.ts';
import type { ConstitutionOrder, EvaluatedConstitution } from '../taskTypes/constitution.ts';
import type { TaskFile } from '../taskTypes/taskFile.ts';
import type { VoteMemory } from './voteMemory.ts';

/**
 * Votes on the rules of an edited constitution, where their votes aren't kept, and evaluates it on the labels as they are
 * decided now. Where a rule that counts has a model's votes, only comparisons that the model read are evaluated.
 */
export async function evaluateConstitution(
  { storage, path }: Pick<TaskFile, 'storage' | 'path'>,
  comparisons: readonly Comparison[],
  { constitution, seed, suspect, known, conditions: cast, fresh }: ConstitutionOrder,
  memory: VoteMemory,
): Promise<EvaluatedConstitution> {
  const { rules } = constitution;
  const freshly = new Set<string>();
  const along = async (voter: string, vote: (some: readonly Comparison[]) => Promise<Votes> | Votes) => {
    const { votes, fresh: count } = await memory.votes(voter, comparisons, vote);
    if (count > 0) freshly.add(voter);
    return votes;
  };
  const votes = new Map<string, Votes>();
  for (const id of measuredFor(rules)) {
    if (!memory.has(id)) takeKnown(memory, comparisons, id, known);
    votes.set(id, await along(id, async some => (await voteAll(some)).get(id)!));
  }
  const held = new Map<string, Uint8Array>();
  const restricted = rules.map(({ text, condition }) => (condition === undefined ? restrictedSentence(text) : null));
  for (const { id } of conditions.filter(one => restricted.some(said => said?.condition.id === one.id))) {
    const holds = await along(`when ${id}`, some => Int8Array.from(whereConditionsHold(some).get(id)!));
    held.set(id, Uint8Array.from(holds));
  }
  const phrases = new Map<string, Votes>();
  for (const { text } of rules.filter(rule => rule.condition === undefined && phraseVotes([], rule.text) !== null)) {
    phrases.set(text, await along(text, some => phraseVotes(some, text)!));
  }
  const said = await Promise.all(
    [votedPath(storage, path), ownVotedPath(storage, path), importedPath(storage, path)].map(at =>
      loadVoted(at, comparisons),
    ),
  );
  const kept = said.flatMap(one => (one === null ? [] : [one]));
  for (const one of kept) for (const { principle, votes: theirs } of one.principles) votes.set(principle.id, theirs);
  const sources: RuleSources = {
    principles: [...bank, ...kept.flatMap(one => one.principles.map(({ principle }) => principle))],
    votes,
    held,
    conditions: new Map(
      cast.map(({ condition, rows, votes: theirs }) => [condition, byRow(comparisons, rows, theirs)]),
    ),
    phrase: (_, sentence) => phrases.get(sentence) ?? null,
  };
  const columns = ruleColumns(comparisons, rules, sources);
  const seen = readBy(
    kept,
    rules.filter(({ checked }, at) => checked && columns[at]!.voted !== 'condition'),
    comparisons,
  );
  const doubted = new Set(suspect);
  const figures = editedFigures(seen, constitution, columns, {
    seed,
    suspect: new Set(seen.flatMap(({ row }, place) => (doubted.has(row) ? [place] : []))),
  });
  const again = rules.filter(({ id, text, condition }, at) => {
    if (condition !== undefined || fresh.includes(text)) return fresh.includes(condition ?? text);
    const prompts = known.audited.has(id) ? null : restricted[at];
    const voters = [text, ...measuredFor([rules[at]!]), ...(prompts ? [`when ${prompts.condition.id}`] : [])];
    return voters.some(voter => freshly.has(voter));
  });
  return { figures, revoted: again.length, of: columns.filter(({ voted }) => voted !== null).length };
}

/** Lets the memory have the votes of the audit. */
function takeKnown(
  memory: VoteMemory,
  comparisons: readonly Comparison[],
  id: string,
  { rows, columns }: ConstitutionOrder['known'],
): void {
  const column = columns.get(id);
  if (column === undefined) return;
  const at = new Map(Array.from(rows, (row, place) => [row, place]));
  const there = comparisons.filter(({ row }) => at.has(row));
  memory.keep(
    id,
    there,
    Int8Array.from(there, ({ row }) => column[at.get(row)!]!),
  );
}

function byRow(comparisons: readonly Comparison[], rows: Int32Array, votes: Int8Array): Votes {
  const at = new Map(Array.from(rows, (row, place) => [row, votes[place]!]));
  return Int8Array.from(comparisons, ({ row }) => at.get(row) ?? 0);
}

/** The comparisons with the labels of those that every model read whose votes count. */
function readBy(
  kept: readonly KeptVotes[],
  rules: readonly { readonly text: string }[],
  comparisons: readonly Comparison[],
): readonly Comparison[] {
  const words = new Set(rules.map(({ text }) => wordingKey(restrictedSentence(text)?.whole ?? text)));
  const used = kept.filter(one => one.principles.some(({ principle }) => words.has(wordingKey(principle.text))));
  return used.reduce((left, { read }) => readOnly(left, read), comparisons);
}
