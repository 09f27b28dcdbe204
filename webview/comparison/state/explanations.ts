import { signal } from '@preact/signals';
import { CancellationTokenSource } from 'vscode-jsonrpc/browser';
import type { Explanation } from '../../../src/reward/explanation.ts';
import { messageOf } from './messageOf.ts';
import type { Remote } from './remote.ts';

/** Explanations kept: one holds a weight per word of both responses. */
const kept = 16;

/** Why a row was judged as it was, as far as it is known. `none`: the ensemble did not judge it. */
export type ExplanationState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'ready'; readonly explanation: Explanation };

/** Explanations of the rows that were asked for. Only the latest question is answered: an explanation takes a while. */
export class Explanations {
  readonly #remote: Remote;
  readonly #known = new Map<number, ExplanationState>();
  readonly #version = signal(0);
  #asking: { readonly row: number; readonly cancel: CancellationTokenSource } | null = null;

  constructor(remote: Remote) {
    this.#remote = remote;
  }

  /** What is known of a row; undefined if nobody asked. Reading it subscribes. */
  get(row: number): ExplanationState | undefined {
    void this.#version.value;
    return this.#known.get(row);
  }

  /** Asks for a row, unless it is known or asked for; a question about another row is given up. */
  want(row: number): void {
    const known = this.#known.get(row);
    if (this.#asking?.row === row || (known !== undefined && known.kind !== 'failed')) return;
    this.#giveUp();
    const cancel = new CancellationTokenSource();
    this.#asking = { row, cancel };
    this.#keep(row, { kind: 'loading' });
    void this.#ask(row, cancel);
  }

  /** There is another audit: nothing that is known holds. */
  forget(): void {
    this.#giveUp();
    this.#known.clear();
    this.#renew();
  }

  async #ask(row: number, cancel: CancellationTokenSource): Promise<void> {
    let state: ExplanationState;
    try {
      const explanation = await this.#remote.explain(row, cancel.token);
      state = explanation === null ? { kind: 'none' } : { kind: 'ready', explanation };
    } catch (error) {
      state = { kind: 'failed', why: messageOf(error) };
    }
    if (this.#asking?.cancel !== cancel) return;
    this.#asking = null;
    this.#keep(row, state);
  }

  #giveUp(): void {
    if (this.#asking === null) return;
    this.#asking.cancel.cancel();
    this.#known.delete(this.#asking.row);
    this.#asking = null;
  }

  /** Without reading the signal: whoever asks within an effect must not be called again by the question. */
  #renew(): void {
    this.#version.value = this.#version.peek() + 1;
  }

  #keep(row: number, state: ExplanationState): void {
    this.#known.delete(row);
    this.#known.set(row, state);
    for (const old of [...this.#known.keys()].slice(0, -kept)) this.#known.delete(old);
    this.#renew();
  }
}
