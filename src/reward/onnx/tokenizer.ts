import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import type { InstalledModel } from '../../models/installedModel.ts';
import { checkFile } from './checkFile.ts';
import type { Tokens } from './graph.ts';
import { OnnxError } from './onnxError.ts';
import { cutEnd, cutStart, sharedLengths } from './truncate.ts';

/** Which end of a text that is too long is kept. */
export type Keep = 'start' | 'end';

/** Special tokens around one or two texts: before, between, after. */
interface Frame {
  readonly before: readonly number[];
  readonly between: readonly number[];
  readonly after: readonly number[];
}

/** What is read of `tokenizer.json` beside what the library reads. */
interface TokenizerFile {
  readonly padding?: { readonly pad_id?: unknown } | null;
  readonly added_tokens?: readonly { readonly id: number; readonly content: string }[];
}

const padTokens = ['[PAD]', '<pad>', '<|pad|>', '<|padding|>', '<|endoftext|>', '<|finetune_right_pad_id|>'];

/**
 * A model's own tokenizer. The lengths that `tokenizer.json` truncates and pads to are not used: the recipe says what the
 * model reads, and truncation takes away from the texts, never from the special tokens around them.
 */
export class TextTokenizer {
  readonly #tokenizer: Tokenizer;
  readonly #single: Frame;
  readonly #pair: Frame;
  /** Id that fills rows up, or null where the file doesn't say: then only texts of equal length may share a batch. */
  readonly padId: number | null;
  /** Text of the special token at the beginning and end of every text, where there is one. */
  readonly ends: { readonly bos: string | null; readonly eos: string | null };

  /** @throws OnnxError if the file is not a tokenizer */
  constructor(file: TokenizerFile) {
    try {
      this.#tokenizer = new Tokenizer(file, {});
      this.#single = this.#frame(false);
      this.#pair = this.#frame(true);
    } catch (error) {
      if (error instanceof OnnxError) throw error;
      throw new OnnxError(`tokenizer.json can't be used: ${error instanceof Error ? error.message : String(error)}`);
    }
    const { added_tokens: added = [], padding } = file;
    const pad = padding?.pad_id;
    const named = padTokens.map(content => added.find(token => token.content === content)?.id);
    this.padId = typeof pad === 'number' ? pad : (named.find(id => id !== undefined) ?? null);
    const textOf = (id: number | undefined): string | null =>
      id === undefined ? null : (this.#tokenizer.id_to_token(id) ?? null);
    this.ends = { bos: textOf(this.#single.before[0]), eos: textOf(this.#single.after.at(-1)) };
  }

  /** Reads the model's tokenizer. @throws OnnxError */
  static async open(model: InstalledModel): Promise<TextTokenizer> {
    const { name, folder, tokenizer } = model;
    await checkFile(model, tokenizer);
    const text = await readFile(join(folder, tokenizer.path), 'utf8').catch((error: unknown) => {
      throw new OnnxError(`${name}: its tokenizer can't be read: ${String(error)}`);
    });
    let file: unknown;
    try {
      file = JSON.parse(text);
    } catch {
      throw new OnnxError(`${name}: ${tokenizer.path} is not JSON.`);
    }
    if (typeof file !== 'object' || file === null)
      throw new OnnxError(`${name}: ${tokenizer.path} is not a tokenizer.`);
    return new TextTokenizer(file);
  }

  /** Tokens of one text within the model's special tokens. */
  single(text: string, maxLength: number, keep: Keep): Tokens {
    const { before, after } = this.#single;
    const room = Math.max(0, maxLength - before.length - after.length);
    const body = this.bare(text, room, keep);
    const cut = cutTo(body.ids, room, keep);
    return this.#joined([before, cut, after], [0, 0, 0], body.ids.length > room || body.truncated);
  }

  /** Tokens of a text pair; the longer text is cut first. */
  pair(first: string, second: string, maxLength: number, keep: Keep): Tokens {
    const { before, between, after } = this.#pair;
    const room = Math.max(0, maxLength - before.length - between.length - after.length);
    const one = this.bare(first, room, keep);
    const two = this.bare(second, room, keep);
    const [mine = 0, theirs = 0] = sharedLengths([one.ids.length, two.ids.length], room);
    const truncated = one.truncated || two.truncated || mine < one.ids.length || theirs < two.ids.length;
    // Separators before the second text belong to the first segment, as in BERT; models without segments don't ask.
    return this.#joined(
      [before, cutTo(one.ids, mine, keep), between, cutTo(two.ids, theirs, keep), after],
      [0, 0, 0, 1, 1],
      truncated,
    );
  }

  /** Tokens of a text that holds its special tokens itself, as chat templates write them. */
  written(text: string, maxLength: number, keep: Keep): Tokens {
    const { ids, truncated } = this.bare(text, maxLength, keep);
    return this.#joined([cutTo(ids, maxLength, keep)], [0], truncated || ids.length > maxLength);
  }

  /** Tokens of one text that is made of pieces; those that may be cut share what room there is. */
  pieces(pieces: readonly { readonly text: string; readonly cut: boolean }[], maxLength: number, keep: Keep): Tokens {
    const { before, after } = this.#single;
    const read = pieces.map(({ text, cut }) => ({ cut, ...this.bare(text, maxLength, keep) }));
    const fixed = read.reduce((sum, { cut, ids }) => sum + (cut ? 0 : ids.length), 0);
    const room = Math.max(0, maxLength - before.length - after.length - fixed);
    const lengths = sharedLengths(
      read.flatMap(({ cut, ids }) => (cut ? [ids.length] : [])),
      room,
    );
    let next = 0;
    const cut = read.map(piece => (piece.cut ? cutTo(piece.ids, lengths[next++]!, keep) : piece.ids));
    const truncated = read.some((piece, i) => piece.truncated || cut[i]!.length < piece.ids.length);
    return this.#joined([before, ...cut, after], [], truncated);
  }

  /**
   * Tokens of a text alone, without special tokens. Of a long text only the end that is kept is read: at least `enough`
   * tokens of it, then `truncated` says that there is more.
   */
  bare(text: string, enough: number, keep: Keep): { readonly ids: readonly number[]; readonly truncated: boolean } {
    const part = keep === 'start' ? cutStart(text, enough) : cutEnd(text, enough);
    if (part.length < text.length) {
      const ids = this.#ids(part);
      // A few tokens more than wanted, so that the word at the cut is not among those kept.
      if (ids.length >= enough + 8) return { ids, truncated: true };
    }
    return { ids: this.#ids(text), truncated: false };
  }

  /** Parts one after another, each of its segment (0 where `types` does not say); never empty. */
  #joined(parts: readonly (readonly number[])[], types: readonly number[], truncated: boolean): Tokens {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    if (length === 0) return { ids: Int32Array.of(this.padId ?? 0), types: new Uint8Array(1), truncated };
    const ids = new Int32Array(length);
    const kinds = new Uint8Array(length);
    let at = 0;
    for (const [k, part] of parts.entries()) {
      ids.set(part, at);
      kinds.fill(types[k] ?? 0, at, at + part.length);
      at += part.length;
    }
    return { ids, types: kinds, truncated };
  }

  #ids(text: string): number[] {
    return this.#tokenizer.encode(text, { add_special_tokens: false }).ids;
  }

  /** Finds the special tokens by encoding a letter with and without them. */
  #frame(pair: boolean): Frame {
    const [first] = this.#ids('a');
    const [second] = this.#ids('b');
    const { ids } = this.#tokenizer.encode('a', pair ? { text_pair: 'b' } : {});
    const at = first === undefined ? -1 : ids.indexOf(first);
    const then = !pair || second === undefined ? at : ids.indexOf(second, at + 1);
    if (at < 0 || then < 0) throw new OnnxError('tokenizer.json does not know the letters a and b.');
    return {
      before: ids.slice(0, at),
      between: pair ? ids.slice(at + this.#ids('a').length, then) : [],
      after: ids.slice(then + this.#ids(pair ? 'b' : 'a').length),
    };
  }
}

function cutTo(ids: readonly number[], length: number, keep: Keep): readonly number[] {
  if (ids.length <= length) return ids;
  return keep === 'start' ? ids.slice(0, length) : ids.slice(ids.length - length);
}
