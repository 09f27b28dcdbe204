import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The file or folder holds no principles. The message says what was looked for. */
export class NoPrinciples extends Error {
  override readonly name = 'NoPrinciples';
}

const mostCharacters = 500;
const sentence = /^(?:when |if |unless |select |choose |prefer )/iu;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const distinct = (texts: readonly string[]): string[] => [
  ...new Set(
    texts
      .map(text => text.replaceAll(/\s+/gu, ' ').trim())
      .filter(text => text !== '' && text.length <= mostCharacters),
  ),
];

/**
 * The principles of AnnotatedPairs (version 1 or 2): the descriptions of annotators of the type `principle`.
 *
 * @throws `NoPrinciples` where there are none; `SyntaxError` where it is not JSON
 */
export function principlesOfAnnotatedPairs(text: string): string[] {
  const document: unknown = JSON.parse(text.replace(/^\uFEFF/u, ''));
  const annotators = isObject(document) && isObject(document.annotators) ? Object.values(document.annotators) : [];
  const found = distinct(
    annotators.flatMap(one =>
      isObject(one) && one.type === 'principle' && typeof one.description === 'string' ? [one.description] : [],
    ),
  );
  if (found.length === 0)
    throw new NoPrinciples('No annotator in the file has the type "principle"; choose another file.');
  return found;
}

/** Sentences in whatever ICAI writes: lists, objects by number, or one text with a rule a line. */
function sentencesIn(value: unknown): string[] {
  if (typeof value === 'string') {
    const lines = value.split('\n').map(line => line.replace(/^\s*\d+[.)]\s*/u, '').trim());
    return lines.filter(line => sentence.test(line));
  }
  if (Array.isArray(value)) return value.flatMap(sentencesIn);
  return isObject(value) ? Object.values(value).flatMap(sentencesIn) : [];
}

/** ICAI's files, the last step of its pipeline first. */
const icaiFiles = [
  '060_constitution.json',
  '050_filtered_principles.json',
  '030_distilled_principles_per_cluster.json',
  '011_principles_list.json',
];

/**
 * The principles of an ICAI results folder, or of a run's folder that holds one: all that it distilled, its constitution
 * first; where it stopped early, those proposed.
 *
 * @throws `NoPrinciples` where the folder has none of ICAI's files
 */
export async function principlesOfIcaiFolder(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  const place = names.includes('results') ? join(folder, 'results') : folder;
  const present = new Set(await readdir(place));
  const found: string[] = [];
  for (const name of icaiFiles) {
    if (!present.has(name)) continue;
    if (name.startsWith('011') && found.length > 0) continue;
    const text = await readFile(join(place, name), 'utf8');
    try {
      found.push(...sentencesIn(JSON.parse(text)));
    } catch (cause) {
      throw new NoPrinciples(`${name} is not JSON; write the folder again with ICAI.`, { cause });
    }
  }
  if (found.length === 0)
    throw new NoPrinciples(
      `The folder holds no principles: none of ${icaiFiles.join(', ')} has any. Choose ICAI's results folder.`,
    );
  return distinct(found);
}
