import { kindsAt, letter, widthAt } from '../../reward/text/characterKinds.ts';

/** Frequent function words of languages in Latin script; a word may belong to several. */
const functionWords: Readonly<Record<string, string>> = {
  en: 'a the and of to in is that it you for are with this be on as can have not or your from what if but they will how there was an by at which when more do we i my me so would about their has his her he she some no than then here could should been were who where why them these those its because very also just get make like want need',
  es: 'el la los las de que y en un una por con para es del se lo como más pero su al no muy este esta son está ser hay puede qué cuál también donde cuando',
  fr: 'le la les de des et en un une du que qui dans pour est pas sur avec ce cette il elle vous nous au aux ne se sont plus par mais ou être vos votre quel quelle comment',
  de: 'der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie ich du wir kann oder was',
  it: 'il la le di che e in un una per con non del della dei è sono come più ma si lo gli al da anche questo questa nel alla essere puoi quale cosa',
  pt: 'o a os as de que e em um uma para com não do da dos das é por mais como mas se ao no na foi são você seu sua isso este esta ou também qual',
  nl: 'de het een en van in is dat op te zijn met voor niet aan er om ook als bij maar door naar dan wat je kan worden of deze hoe',
};

const languages = Object.keys(functionWords);
const bits = new Map<string, number>();
languages.forEach((language, index) => {
  for (const word of functionWords[language]!.split(' ')) bits.set(word, (bits.get(word) ?? 0) | (1 << index));
});

/** Scripts that stand for a language of their own. */
const scripts: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['zh', /\p{Script=Han}/u],
  ['ko', /\p{Script=Hangul}/u],
  ['cyrillic', /\p{Script=Cyrillic}/u],
  ['arabic', /\p{Script=Arabic}/u],
  ['he', /\p{Script=Hebrew}/u],
  ['devanagari', /\p{Script=Devanagari}/u],
  ['el', /\p{Script=Greek}/u],
  ['th', /\p{Script=Thai}/u],
];

/** Characters looked at for the script: enough to tell, and bounded. */
const scriptSample = 400;

function scriptOf(sample: string): string | null {
  const counts = new Map<string, number>();
  let letters = 0;
  for (let at = 0; at < sample.length; ) {
    const width = widthAt(sample, at);
    const from = at;
    at += width;
    if ((kindsAt(sample, from) & letter) === 0) continue;
    letters++;
    if (sample.charCodeAt(from) < 0x250) continue;
    const char = sample.slice(from, at);
    const script = scripts.find(([, pattern]) => pattern.test(char))?.[0];
    if (script !== undefined) counts.set(script, (counts.get(script) ?? 0) + 1);
  }
  // Japanese mixes kana with Han characters: some kana decides.
  if ((counts.get('ja') ?? 0) > 0.1 * letters) return 'ja';
  for (const [script, count] of counts) if (count > 0.5 * letters) return script;
  return null;
}

/**
 * Language of a text: an ISO 639-1 code, a script name, or `und`. Latin script is told apart by function words: the most
 * frequent set wins if it covers a twelfth of the words and leads by a fifth.
 */
export function languageOf(text: string, words: readonly string[]): string {
  const script = scriptOf(text.slice(0, scriptSample));
  if (script !== null) return script;
  const counts = new Array<number>(languages.length).fill(0);
  const seen = Math.min(words.length, 300);
  for (let at = 0; at < seen; at++) {
    const set = bits.get(words[at]!);
    if (set === undefined) continue;
    for (let index = 0; index < languages.length; index++) if ((set & (1 << index)) !== 0) counts[index]!++;
  }
  let best = 0;
  for (let index = 1; index < counts.length; index++) if (counts[index]! > counts[best]!) best = index;
  const second = Math.max(...counts.map((count, index) => (index === best ? 0 : count)));
  const top = counts[best]!;
  return top >= 2 && top >= seen / 12 && top >= 1.2 * second ? languages[best]! : 'und';
}

/** Function words of English, for leaving them out of content. */
export const englishFunctionWords: ReadonlySet<string> = new Set(functionWords.en!.split(' '));
