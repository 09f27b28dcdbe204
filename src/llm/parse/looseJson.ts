import type { Json } from './json.ts';

/** A value that was read, and where its text ends. */
export interface LooseValue {
  readonly value: Json;
  /** Index behind the last character that belongs to it. */
  readonly end: number;
  /** The text ended inside the value: what was whole by then is kept. */
  readonly truncated: boolean;
}

const mostDepth = 32;
const mostValues = 100_000;
const quotes: Readonly<Record<string, string>> = { '"': '"', "'": "'", '“': '”', '`': '`' };
const words: Readonly<Record<string, Json>> = {
  true: true,
  false: false,
  null: null,
  True: true,
  False: false,
  None: null,
  undefined: null,
  NaN: null,
};
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };
/** Stands for a value that was cut off before it was whole. */
const nothing = Symbol('nothing');

class NotJson extends Error {
  constructor(readonly at: number) {
    super('not JSON');
  }
}

/**
 * Reads an object or a list as language models write them: quotes of any kind or none, Python's words, commas too many
 * or too few, comments, line breaks and unescaped quotes in strings, and an end that is missing. It looks at each
 * character a bounded number of times, goes 32 levels deep and no deeper, and evaluates nothing.
 *
 * @param start index of `{` or `[`
 * @returns what stands there, or the index of the character at which it can't be read on
 */
export function readLooseJson(text: string, start: number): LooseValue | number {
  const reader = new Reader(text, start);
  try {
    const value = reader.value(0);
    if (value === nothing) return text.length;
    return { value, end: reader.at, truncated: reader.truncated };
  } catch (error) {
    if (error instanceof NotJson) return Math.max(error.at, start + 1);
    throw error;
  }
}

class Reader {
  truncated = false;
  #values = 0;

  constructor(
    readonly text: string,
    public at: number,
  ) {}

  value(depth: number): Json | typeof nothing {
    if (depth > mostDepth || ++this.#values > mostValues) throw new NotJson(this.at);
    const char = this.text[this.at];
    if (char === undefined) return this.#cut();
    if (char === '{') return this.#object(depth);
    if (char === '[') return this.#list(depth);
    if (char in quotes) return this.#string(quotes[char]!);
    return this.#bare();
  }

  #object(depth: number): Json {
    const object: Record<string, Json> = Object.create(null);
    this.at++;
    for (;;) {
      this.#skip(',');
      const char = this.text[this.at];
      if (char === undefined) {
        this.#cut();
        return object;
      }
      if (char === '}') {
        this.at++;
        return object;
      }
      const key = char in quotes ? this.#string(quotes[char]!) : this.#key();
      this.#skip('');
      if (key === nothing || this.at >= this.text.length) {
        this.#cut();
        return object;
      }
      if (this.text[this.at] !== ':') throw new NotJson(this.at);
      this.at++;
      this.#skip('');
      const value = this.value(depth + 1);
      if (value !== nothing) object[key] = value;
      if (this.truncated) return object;
    }
  }

  #list(depth: number): Json {
    const list: Json[] = [];
    this.at++;
    for (;;) {
      this.#skip(',');
      const char = this.text[this.at];
      if (char === undefined) {
        this.#cut();
        return list;
      }
      if (char === ']') {
        this.at++;
        return list;
      }
      if (char === '}' || char === ':') throw new NotJson(this.at);
      const value = this.value(depth + 1);
      if (value !== nothing && value !== '...' && value !== '…') list.push(value);
      if (this.truncated) return list;
    }
  }

  #string(close: string): string | typeof nothing {
    let result = '';
    for (this.at++; this.at < this.text.length; this.at++) {
      const char = this.text[this.at]!;
      if (char === '\\') {
        this.at++;
        result += this.#escape();
      } else if (char === close && this.#ends()) {
        this.at++;
        return result;
      } else result += char;
    }
    return this.#cut();
  }

  /** Reads what follows a backslash. */
  #escape(): string {
    const char = this.text[this.at] ?? '';
    if (char !== 'u') return escapes[char] ?? char;
    const hex = this.text.slice(this.at + 1, this.at + 5);
    if (!/^[\da-fA-F]{4}$/.test(hex)) return 'u';
    this.at += 4;
    return String.fromCharCode(Number.parseInt(hex, 16));
  }

  /** A quote ends a string where something follows that may follow a string; else it belongs to the text. */
  #ends(): boolean {
    let next = this.at + 1;
    let line = false;
    for (; next < this.text.length && /\s/.test(this.text[next]!); next++) line ||= this.text[next] === '\n';
    const char = this.text[next];
    return char === undefined || ',:}]'.includes(char) || (line && (char in quotes || '{[/#'.includes(char)));
  }

  /** A key without quotes. */
  #key(): string {
    const from = this.at;
    while (/[\w$.-]/.test(this.text[this.at] ?? '')) this.at++;
    if (this.at === from) throw new NotJson(from);
    return this.text.slice(from, this.at);
  }

  /** A number, a word of the language, or text without quotes up to the next comma, bracket or line end. */
  #bare(): Json | typeof nothing {
    const from = this.at;
    while (this.at < this.text.length && !',}]\n\r'.includes(this.text[this.at]!)) {
      if ('{['.includes(this.text[this.at]!)) throw new NotJson(this.at);
      this.at++;
    }
    if (this.at >= this.text.length) return this.#cut();
    const text = this.text.slice(from, this.at).trim();
    if (text === '') throw new NotJson(this.at);
    if (Object.hasOwn(words, text)) return words[text]!;
    const number = text.length <= 40 && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
    return Number.isFinite(number) ? number : text;
  }

  /** Skips white space, comments, and the characters of `also`. */
  #skip(also: string): void {
    for (; this.at < this.text.length; this.at++) {
      const char = this.text[this.at]!;
      if (/\s/.test(char) || (also !== '' && also.includes(char))) continue;
      if (char !== '/') return;
      const mark = this.text.slice(this.at, this.at + 2);
      if (mark !== '//' && mark !== '/*') return;
      const end = this.text.indexOf(mark === '//' ? '\n' : '*/', this.at + 2);
      this.at = end < 0 ? this.text.length : end + (mark === '//' ? 0 : 1);
    }
  }

  #cut(): typeof nothing {
    this.truncated = true;
    return nothing;
  }
}
