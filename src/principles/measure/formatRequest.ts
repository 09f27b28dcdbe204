import type { Measures } from './measures.ts';

/** A format that a prompt asks for, and whether a response has it. */
export interface FormatRequest {
  /** For evidence: "JSON", "5 items". */
  readonly name: string;
  obeyed(response: Measures): boolean;
}

/** Characters of the prompt that are looked through for requests, from each end. */
const sample = 4000;

const numberWords: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  a: 1,
};
const quantity = '(\\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten)';
const asNumber = (text: string): number => numberWords[text.toLowerCase()] ?? Number(text);

/** JSON, alone or in one code block. */
function isJson(text: string): boolean {
  const body = text
    .trim()
    .replace(/^```\w{0,10}\s/u, '')
    .replace(/```$/u, '')
    .trim();
  if (!/^[[{"]/u.test(body)) return false;
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}

const items = (r: Measures): number => Math.max(r.bullets, r.steps, r.bullets + r.steps > 0 ? 0 : r.tableRows - 1);

const verbs = [
  'list',
  'give',
  'name',
  'provide',
  'suggest',
  'write',
  'share',
  'tell me',
  'recommend',
  'show',
  'what are',
  'need',
  'generate',
  'come up with',
];

interface Rule {
  /** Of these one is in every match, in small letters: a prompt without them need not be searched. */
  readonly words: readonly string[];
  /** There is a number in every match, in digits or as a word. */
  readonly numbered?: true;
  readonly pattern: RegExp;
  request(match: RegExpExecArray): FormatRequest;
}

const rules: readonly Rule[] = [
  {
    words: ['json'],
    pattern:
      /\b(?:in|as|return|output|valid|into|respond with|using) (?:a )?json\b|\bjson (?:format|object|array|only)\b/iu,
    request: () => ({ name: 'JSON', obeyed: r => isJson(r.text) }),
  },
  {
    words: verbs,
    numbered: true,
    pattern: new RegExp(
      `\\b(?:list|give(?: me)?|name|provide|suggest|write|share|tell me|recommend|show|what are|need|generate|come up with)(?: of| the| me| some)? (?:top |best )?${quantity} (?!words?\\b|sentences?\\b|paragraphs?\\b|lines?\\b|characters?\\b|minutes?\\b|hours?\\b|days?\\b|years?\\b|times?\\b|stars?\\b)(?:\\w{1,20} ){0,2}?\\w{2,20}s\\b`,
      'iu',
    ),
    request: match => {
      const n = asNumber(match[1]!);
      return { name: `${n} items`, obeyed: r => (items(r) > 0 ? items(r) === n : n <= 2) };
    },
  },
  {
    words: ['word'],
    numbered: true,
    pattern: new RegExp(
      `\\b(?:in|under|within|at most|no more than|less than|fewer than|up to|maximum(?: of)?|max|limit of) ${quantity} words\\b|\\b${quantity} words? or (?:less|fewer)\\b`,
      'iu',
    ),
    request: match => {
      const n = asNumber(match[1] ?? match[2]!);
      return { name: `at most ${n} words`, obeyed: r => r.words > 0 && r.words <= n };
    },
  },
  {
    words: ['word'],
    numbered: true,
    pattern: new RegExp(`\\b(?:at least|minimum(?: of)?|more than|over) ${quantity} words?\\b`, 'iu'),
    request: match => {
      const n = asNumber(match[1]!);
      return { name: `at least ${n} words`, obeyed: r => r.words >= n };
    },
  },
  {
    words: ['word'],
    numbered: true,
    pattern: new RegExp(
      `\\b${quantity}[ -]words? (?:essay|story|summary|article|paragraph|poem|description|post|review)\\b`,
      'iu',
    ),
    request: match => {
      const n = asNumber(match[1]!);
      return { name: `about ${n} words`, obeyed: r => r.words >= 0.8 * n && r.words <= 1.2 * n };
    },
  },
  {
    words: ['sentence'],
    pattern: new RegExp(
      `\\b(?:in|with|exactly|only|using|of|write) ${quantity} (?:\\w{1,12} )?sentences?\\b|\\b(a|one)[ -]sentence\\b`,
      'iu',
    ),
    request: match => {
      const n = asNumber(match[1] ?? match[2]!);
      return { name: `${n} sentence${n === 1 ? '' : 's'}`, obeyed: r => r.sentences === n };
    },
  },
  {
    words: ['paragraph'],
    numbered: true,
    pattern: new RegExp(`\\b${quantity}[ -](?:\\w{1,12} )?paragraphs?\\b`, 'iu'),
    request: match => {
      const n = asNumber(match[1]!);
      return { name: `${n} paragraph${n === 1 ? '' : 's'}`, obeyed: r => r.paragraphs === n };
    },
  },
  {
    words: ['word'],
    pattern:
      /\b(?:one|single|a) word (?:answer|only|response|reply)|\b(?:in|with|answer|using) (?:only )?(?:one|a single) word\b/iu,
    request: () => ({ name: 'one word', obeyed: r => r.words === 1 }),
  },
  {
    words: ['yes'],
    pattern: /\b(?:answer|reply|respond)(?: with)?(?: only)? (?:with )?["']?yes["']? or ["']?no["']?\b/iu,
    request: () => ({ name: 'yes or no', obeyed: r => r.opensWithYesOrNo }),
  },
  {
    words: ['case'],
    pattern: /\b(?:in |all |only )?lower[ -]?case (?:letters|only)|\b(?:all|in) lower[ -]?case\b/iu,
    request: () => ({ name: 'lower case', obeyed: r => /\p{L}/u.test(r.text) && r.text === r.text.toLowerCase() }),
  },
  {
    words: ['caps', 'capital', 'case'],
    pattern: /\b(?:all caps|(?:all|in) (?:capital letters|upper[ -]?case|capitals))\b/iu,
    request: () => ({ name: 'capitals', obeyed: r => /\p{L}/u.test(r.text) && r.text === r.text.toUpperCase() }),
  },
  {
    words: ['bullet', 'list'],
    pattern: /\b(?:bullet(?:ed)?(?: points?| list)?|bulleted|as a list|in a list|list format)\b/iu,
    request: () => ({ name: 'a list', obeyed: r => r.bullets + r.steps >= 2 }),
  },
  {
    words: ['numbered', 'step'],
    pattern: /\bnumbered list\b|\bstep[ -]by[ -]step\b/iu,
    request: () => ({ name: 'numbered steps', obeyed: r => r.steps >= 2 }),
  },
  {
    words: ['table'],
    pattern: /\b(?:in|as|make|create|into|using) a (?:\w{1,12} )?table\b|\btable format\b/iu,
    request: () => ({ name: 'a table', obeyed: r => r.tableRows >= 2 }),
  },
  {
    words: ['code', 'script', 'function', 'program', 'query', 'regex', 'regular', 'class'],
    pattern:
      /\b(?:write|create|give me|implement|show|provide|generate)\b[^.?!\n]{0,40}\b(?:code|script|function|program|sql query|regex|regular expression|class)\b/iu,
    request: () => ({ name: 'code', obeyed: r => r.codeBlocks > 0 || r.inlineCode > 0 }),
  },
];

/**
 * Formats asked for in a prompt, in English: JSON, a number of items, words, sentences or paragraphs, one word, yes or no,
 * lower case, capitals, a list, numbered steps, a table, code. Every pattern is bounded, and only both ends of a long
 * prompt are read.
 */
export function formatRequests(prompt: string): FormatRequest[] {
  const text = prompt.length <= 2 * sample ? prompt : `${prompt.slice(0, sample)}\n${prompt.slice(-sample)}`;
  const found: FormatRequest[] = [];
  const small = text.toLowerCase();
  // Two signs that ignoring case takes for "s" and "k" become neither.
  const plain = !/[\u017F\u212A]/u.test(text);
  const hasNumber = /\d|one|two|three|four|five|six|seven|eight|nine|ten/u.test(small);
  for (const { words, numbered, pattern, request } of rules) {
    if (plain && ((numbered && !hasNumber) || !words.some(word => small.includes(word)))) continue;
    const match = pattern.exec(text);
    if (match !== null) found.push(request(match));
  }
  return found;
}
