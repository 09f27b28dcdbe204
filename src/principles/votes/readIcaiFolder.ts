import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatasetError } from '../../dataset/datasetError.ts';
import { isObject, own } from '../../dataset/ownValue.ts';
import { csvRecords } from './csvRecords.ts';
import { icaiPairs, icaiProposals, icaiVotes } from './icaiVotes.ts';
import { parseJsonFile } from './parseJsonFile.ts';
import { readAnnotatedPairs } from './readAnnotatedPairs.ts';
import type { VotedFile } from './votedFile.ts';
import { longestPrinciple, oneLine } from './votedFile.ts';

const cure = 'Run ICAI again, or choose another folder';
const sentence = /^(?:when |if |unless |select |choose |prefer )/iu;

const files = {
  pairs: '000_train_data.csv',
  proposals: '010_principles_per_comparison.csv',
  proposed: '011_principles_list.json',
  clusters: '020_principle_clusters.json',
  distilled: '030_distilled_principles_per_cluster.json',
  votes: '040_votes_per_comparison.csv',
  filtered: '050_filtered_principles.json',
  constitution: '060_constitution.json',
} as const;
/** Comparisons with all votes, of the training data and of test sets. */
const annotated = /^07[01]_annotations_(?:train|testset-.*)_ap\.json$/u;

/** Sentences in whatever ICAI writes: lists, objects by number, or one text with a rule a line. */
function sentencesIn(value: unknown): string[] {
  if (typeof value === 'string') {
    const lines = value.split('\n').map(line => oneLine(line.replace(/^\s*\d+[.)]\s*/u, '')));
    return lines.filter(line => sentence.test(line) && line.length <= longestPrinciple);
  }
  if (Array.isArray(value)) return value.flatMap(sentencesIn);
  return isObject(value) ? Object.values(value).flatMap(sentencesIn) : [];
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];

/**
 * Principles and votes of an ICAI results folder, or of a run's folder that holds one: all that it distilled, where it stopped
 * early those proposed; votes from its AnnotatedPairs documents or, where it did not write them, from its table of votes.
 *
 * @throws DatasetError with the file and line
 */
export async function readIcaiFolder(folder: string): Promise<VotedFile> {
  const place = (await readdir(folder)).includes('results') ? join(folder, 'results') : folder;
  const present = new Set(await readdir(place));
  const read = async (name: string): Promise<string | null> =>
    present.has(name) ? readFile(join(place, name), 'utf8') : null;
  const json = async (name: string): Promise<unknown> => {
    const text = await read(name);
    return text === null ? null : parseJsonFile(text, join(place, name), cure);
  };
  const distilled = await json(files.distilled);
  const written = await json(files.constitution);
  const chosen = sentencesIn(written ?? (await json(files.filtered)));
  const numbered = isObject(distilled)
    ? Object.entries(distilled).map(([number, text]) => ({ number: Number(number), text: oneLine(String(text)) }))
    : [];
  const known = distinct([...numbered.map(({ text }) => text), ...chosen]);
  const principles = known.length > 0 ? known : distinct(sentencesIn(await json(files.proposed)));
  if (principles.length === 0) {
    const looked = [files.constitution, files.filtered, files.distilled, files.proposed].join(', ');
    throw new DatasetError('unreadable', folder, `the folder holds no principles (${looked})`, "Choose ICAI's results");
  }
  const constitution = chosen.length > 0 ? distinct(chosen) : null;
  const trained = await read(files.pairs);
  const rows =
    trained === null ? null : icaiPairs(csvRecords(trained, join(place, files.pairs), cure), join(place, files.pairs));
  const from = await read(files.proposals);
  const proposedFrom =
    from === null || rows === null
      ? null
      : icaiProposals(csvRecords(from, join(place, files.proposals), cure), rows, join(place, files.proposals));

  const clusters = await json(files.clusters);
  for (const { number, text } of numbered) {
    // A wording of ICAI's own for a cluster has seen whatever the cluster's members saw.
    if (proposedFrom === null || proposedFrom.has(text)) continue;
    const members = sentencesIn(own(clusters, String(number)));
    const seen = members.flatMap(member => proposedFrom.get(member) ?? []).flat();
    if (seen.length > 0) proposedFrom.set(text, [seen]);
  }

  const documents = [...present].filter(name => annotated.test(name)).sort();
  const pairs = [];
  for (const name of documents) {
    const document = readAnnotatedPairs((await read(name))!, join(place, name));
    const columns = principles.map(text => document.principles.indexOf(text));
    for (const pair of document.pairs)
      pairs.push({ ...pair, votes: columns.map(at => (at < 0 ? 0 : pair.votes[at]!)) });
  }
  const table = await read(files.votes);
  if (documents.length === 0 && table !== null && rows !== null && numbered.length > 0) {
    const numbers = principles.map(text => numbered.find(one => one.text === text)?.number ?? -1);
    pairs.push(
      ...icaiVotes(csvRecords(table, join(place, files.votes), cure), rows, numbers, join(place, files.votes)),
    );
  }
  return { principles, constitution, pairs, proposedFrom };
}
