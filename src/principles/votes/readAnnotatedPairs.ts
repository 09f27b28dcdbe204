import { DatasetError } from '../../dataset/datasetError.ts';
import { isObject, own, ownText } from '../../dataset/ownValue.ts';
import { parseJsonFile } from './parseJsonFile.ts';
import type { VotedFile, VotedPair } from './votedFile.ts';
import { longestPrinciple, oneLine } from './votedFile.ts';

const cure = 'Write it again with the program that made it, or choose another file';

/**
 * Principles and votes of an AnnotatedPairs document (version 1 or 2): annotators of the type `principle` are the principles.
 * ICAI keeps a prompt that it has merged into the texts among a comparison's metadata.
 *
 * @param path for errors
 * @throws DatasetError with the place in the document
 */
export function readAnnotatedPairs(text: string, path: string): VotedFile {
  const document = parseJsonFile(text, path, cure);
  const fail = (problem: string): DatasetError => new DatasetError('unreadable', path, problem, cure);
  const [annotators, comparisons] = [own(document, 'annotators'), own(document, 'comparisons')];
  if (!isObject(annotators)) throw fail('it is no AnnotatedPairs document: it has no object `annotators`');
  if (!Array.isArray(comparisons)) throw fail('it is no AnnotatedPairs document: it has no list `comparisons`');
  const ids = new Map<string, string[]>();
  for (const [id, annotator] of Object.entries(annotators)) {
    if (own(annotator, 'type') !== 'principle') continue;
    const sentence = oneLine(ownText(annotator, 'description') ?? '');
    if (sentence === '' || sentence.length > longestPrinciple)
      throw fail(
        `annotators[${JSON.stringify(id)}] is a principle, but its description is ${sentence === '' ? 'missing' : `longer than ${longestPrinciple} characters`}`,
      );
    ids.set(sentence, [...(ids.get(sentence) ?? []), id]);
  }
  if (ids.size === 0) throw fail('none of its annotators has the type `principle`');
  const columns = [...ids.values()];
  const pairs = comparisons.map((comparison: unknown, at): VotedPair => {
    const side = (which: 'a' | 'b'): string => {
      const held = own(comparison, `response_${which}`) ?? own(comparison, `text_${which}`);
      const found = typeof held === 'string' ? held : ownText(held, 'text');
      if (found === undefined) throw fail(`comparisons[${at}] has no text in \`response_${which}\``);
      return found;
    };
    const said = own(comparison, 'annotations');
    if (said !== undefined && !isObject(said)) throw fail(`comparisons[${at}].annotations is no object`);
    const prompt = ownText(comparison, 'prompt') ?? ownText(own(comparison, 'metadata'), 'prompt') ?? null;
    const votes = columns.map(column => {
      const all = column.map(id => voteOf(own(said, id)));
      return all.includes(1) ? 1 : all.includes(-1) ? -1 : all.includes(null) ? null : 0;
    });
    return { prompt, a: side('a'), b: side('b'), votes };
  });
  return { principles: [...ids.keys()], constitution: null, pairs, proposedFrom: null };
}

function voteOf(annotation: unknown): -1 | 0 | 1 | null {
  const pref = typeof annotation === 'string' ? annotation : own(annotation, 'pref');
  if (pref === 'a' || pref === 'text_a') return 1;
  if (pref === 'b' || pref === 'text_b') return -1;
  return own(annotation, 'no_pref_reason') === 'invalid' ? null : 0;
}
