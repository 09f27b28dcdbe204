import type { Action } from '../../../src/edits/action.ts';
import { type Decision, undecided } from '../../../src/edits/decision.ts';
import { applyTo, type Decisions } from '../../../src/edits/decisions.ts';
import type { MadeFile } from './madeFile.ts';
import { meaningOf } from './meaning.ts';

interface Record {
  readonly chosen: string;
  readonly rejected: string;
}

/** What must be true of a file and its decisions after everything that was asked for, told without the engine's code. */
export class Truth {
  readonly #made: MadeFile;
  readonly #lines: readonly string[];
  readonly #records = new Map<number, Record>();
  /** Index of the line of each row. */
  readonly #lineOf: readonly number[];
  /** Decisions after so many actions. */
  readonly #states: Map<number, Decision>[] = [new Map()];
  #sent = 0;

  readonly #keepsStates: boolean;

  /** @param keepsStates whether it can be asked for earlier states: without it there is only the last one */
  constructor(made: MadeFile, { keepsStates = true } = {}) {
    this.#keepsStates = keepsStates;
    this.#made = made;
    this.#lines = made.text.split(/(?<=\n)/);
    this.#lineOf = this.#lines.flatMap((line, i) => (line.trim() === '' ? [] : [i]));
    for (const row of made.comparisons) {
      this.#records.set(row, JSON.parse(this.#lines[this.#lineOf[row]!]!) as Record);
    }
  }

  /** Actions that were sent. */
  get sent(): number {
    return this.#sent;
  }

  send(action: Action): void {
    const last = this.#states.at(-1)!;
    this.#sent++;
    const next = this.#keepsStates ? new Map(last) : last;
    applyTo(next, action);
    if (this.#keepsStates) this.#states.push(next);
  }

  /** Decisions after so many actions. */
  decisions(actions: number): Decisions {
    return this.#state(actions);
  }

  #state(actions: number): Decisions {
    return this.#states[this.#keepsStates ? actions : 0]!;
  }

  /** What all rows say after so many actions. */
  meanings(actions: number): string[] {
    const decisions = this.#state(actions);
    return Array.from({ length: this.#made.rows }, (_, row) => {
      const record = this.#records.get(row);
      const texts = record === undefined ? null : { a: record.chosen, b: record.rejected };
      return meaningOf(texts, decisions.get(row) ?? undecided);
    });
  }

  /**
   * What is wrong with a file that should be as a save after so many actions leaves it; null: nothing. Records that were not
   * decided on must have their own bytes; of the others all that is outside of the two texts.
   */
  wrongFile(text: string, actions: number): string | null {
    const lines = text.split(/(?<=\n)/);
    if (lines.length !== this.#lines.length) return `it has ${lines.length} lines, not ${this.#lines.length}`;
    const decisions = this.#state(actions);
    const rowAt = new Map(this.#lineOf.map((line, row) => [line, row]));
    for (const [i, line] of lines.entries()) {
      const row = rowAt.get(i);
      const decision = row === undefined ? undefined : decisions.get(row);
      const record = row === undefined ? undefined : this.#records.get(row);
      const expected =
        record === undefined || decision === undefined ? this.#lines[i]! : written(this.#lines[i]!, record, decision);
      if (line !== expected) return `line ${i + 1} is ${line.trim()}, not ${expected.trim()}`;
    }
    return null;
  }
}

/** The record's line with its two texts as decided: the better one is chosen. */
function written(line: string, { chosen, rejected }: Record, { verdict, texts }: Decision): string {
  const [a, b] = [texts['a/0'] ?? chosen, texts['b/0'] ?? rejected];
  const [first, second] = verdict === 'b' ? [b, a] : [a, b];
  return replacedLast(replacedLast(line, 'chosen', chosen, first), 'rejected', rejected, second);
}

function replacedLast(line: string, name: string, before: string, after: string): string {
  const value = JSON.stringify(before);
  const key = line.lastIndexOf(`"${name}"`);
  const at = line.indexOf(value, key);
  return line.slice(0, at) + JSON.stringify(after) + line.slice(at + value.length);
}
