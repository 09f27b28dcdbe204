import type { OpenDocument } from '../openDocument.ts';
import type { ConstitutionOrder } from '../taskTypes/constitution.ts';

type Cast = ConstitutionOrder['conditions'][number];

interface Kept {
  /** Loaded anew, a file is another. */
  readonly dataset: OpenDocument['dataset'];
  readonly rowCount: number;
  readonly cast: Cast;
}

/** Keeps votes of conditions for as long as the facts that they are about are the same. */
export class ConditionVotes {
  readonly #kept = new Map<string, Kept>();
  readonly #fresh = new Set<string>();

  /**
   * The votes of a condition, cast now or kept.
   *
   * @throws TableError in words, if the condition can't be run
   */
  async of(doc: OpenDocument, condition: string): Promise<Cast> {
    await doc.facts;
    // Facts are whole by now, and an audit changes none of those that a condition sees.
    const { dataset, rowCount } = doc;
    const before = this.#kept.get(condition);
    if (before?.dataset === dataset && before.rowCount === rowCount) return before.cast;
    const votes = await doc.table.votes(await doc.table.checkVotes(condition));
    const cast: Cast = {
      condition,
      rows: Int32Array.from(votes.keys()),
      votes: Int8Array.from(votes.values()),
    };
    this.#kept.set(condition, { dataset, rowCount, cast });
    this.#fresh.add(condition);
    return cast;
  }

  /** Conditions whose votes were cast since this was asked last. */
  takeFresh(): string[] {
    const fresh = [...this.#fresh];
    this.#fresh.clear();
    return fresh;
  }
}
