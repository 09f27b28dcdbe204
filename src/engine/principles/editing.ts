import type { Audit } from '../../audit/audit.ts';
import { EditError } from '../../principles/edit/editError.ts';
import { type EditedConstitution, selectedConstitution } from '../../principles/edit/editedConstitution.ts';
import { afterEdit, type EditHistory, redone, undone } from '../../principles/edit/editHistory.ts';
import { applyEdit, editInWords, type PrincipleEdit } from '../../principles/edit/principleEdit.ts';
import type { EditedPrinciples, PrincipleChange } from '../../protocol/principles.ts';
import { TableError } from '../../table/tableError.ts';
import { addedOf, originalsOf, workerOf } from '../auditWorkers.ts';
import { Lock } from '../lock.ts';
import type { OpenDocument } from '../openDocument.ts';
import type { ConstitutionOrder, EvaluatedConstitution } from '../taskTypes/constitution.ts';
import { UserError } from '../userError.ts';
import { ConditionVotes } from './conditionVotes.ts';
import { editOf } from './editOf.ts';
import { editsPath, loadEdits, storeEdits } from './editStore.ts';
import { knownVotes, measuredFor } from './knownVotes.ts';

interface Evaluated extends EvaluatedConstitution {
  readonly constitution: EditedConstitution;
  readonly audit: Audit;
  readonly seed: number;
}

/** The constitution of a document as people edit it. Every step is on disk before it is answered. */
export class PrinciplesEditing {
  readonly #doc: OpenDocument;
  readonly #turns = new Lock();
  readonly #conditions = new ConditionVotes();
  /** Sentences that a model voted on since the last evaluation. */
  #voted: readonly string[] = [];
  #history: EditHistory | null = null;
  #evaluated: Evaluated | null = null;

  constructor(doc: OpenDocument) {
    this.#doc = doc;
  }

  /** As it is, with figures where there is an audit. */
  read(seed: number): Promise<EditedPrinciples> {
    return this.#turns.run(() => this.#answer(seed));
  }

  /** @throws UserError, TableError for a change that can't be made; nothing is changed then */
  change(change: PrincipleChange, seed: number): Promise<EditedPrinciples> {
    return this.#turns.run(async () => {
      if (change.type === 'reset') {
        const { present } = await this.#load();
        if (present !== null) await this.#keep(afterEdit(await this.#load(), 'Back to What the Audit Selected', null));
        return this.#answer(seed);
      }
      const edit = editOf(change, await this.current(), auditOf(this.#doc).principles.principles);
      if (edit !== null) await this.#make(edit);
      return this.#answer(seed);
    });
  }

  /** Takes a whole constitution over. @throws TableError for a condition that can't be run */
  take(constitution: EditedConstitution, seed: number): Promise<EditedPrinciples> {
    return this.#turns.run(async () => {
      if (JSON.stringify(await this.current()) !== JSON.stringify(constitution)) {
        await this.#make({ type: 'whole', constitution });
      }
      return this.#answer(seed);
    });
  }

  step(step: 'undo' | 'redo', seed: number): Promise<EditedPrinciples> {
    return this.#turns.run(async () => {
      const history = await this.#load();
      const next = step === 'undo' ? undone(history) : redone(history);
      if (next.past.length !== history.past.length) await this.#keep(next);
      return this.#answer(seed);
    });
  }

  /** The constitution that an edit starts from: the edited one, or what the audit selected. @throws UserError without an audit */
  async current(): Promise<EditedConstitution> {
    const { present } = await this.#load();
    const { principles, reconstruction } = auditOf(this.#doc).principles;
    return present ?? selectedConstitution(principles, reconstruction?.decides ?? 'plain');
  }

  /** Its sentences that nobody votes on. */
  async notVoted(seed: number): Promise<string[]> {
    const { constitution, figures } = await this.read(seed);
    return (constitution?.rules ?? []).flatMap(({ text, condition }, at) =>
      condition === undefined && figures?.rules[at]?.voted === null ? [text] : [],
    );
  }

  /** A model voted on sentences: figures are made anew. */
  modelVoted(sentences: readonly string[]): void {
    this.#voted = [...this.#voted, ...sentences];
    this.#evaluated = null;
  }

  async #make(edit: PrincipleEdit): Promise<void> {
    const before = await this.current();
    let after: EditedConstitution;
    try {
      after = applyEdit(before, edit);
    } catch (error) {
      if (error instanceof EditError) throw new UserError(error.message);
      throw error;
    }
    // A condition that can't be run is refused before anything is kept; one that was there before may be left alone.
    const there = new Set(before.rules.map(({ condition }) => condition));
    for (const { condition } of after.rules) {
      if (condition !== undefined && !there.has(condition)) await this.#conditions.of(this.#doc, condition);
    }
    await this.#keep(afterEdit(await this.#load(), editInWords(before, edit), after));
  }

  async #load(): Promise<EditHistory> {
    this.#history ??= await loadEdits(this.#path);
    return this.#history;
  }

  async #keep(history: EditHistory): Promise<void> {
    await storeEdits(this.#path, history);
    this.#history = history;
  }

  get #path(): string {
    return editsPath(this.#doc.params.storage, this.#doc.params.path);
  }

  async #answer(seed: number): Promise<EditedPrinciples> {
    const { present, past, future } = await this.#load();
    const evaluated = present === null || this.#doc.audit === null ? null : await this.#evaluate(present, seed);
    return {
      constitution: present,
      figures: evaluated?.figures ?? null,
      revoted: evaluated && { rules: evaluated.revoted, of: evaluated.of },
      undo: past.at(-1)?.what ?? null,
      redo: future.at(-1)?.what ?? null,
    };
  }

  /** Votes of the conditions of its rules. One that can't be run on this file any more has none. */
  async #cast({ rules }: EditedConstitution): Promise<ConstitutionOrder['conditions']> {
    const conditions = new Set(rules.flatMap(({ condition }) => condition ?? []));
    const cast = [...conditions].map(async condition => {
      try {
        return [await this.#conditions.of(this.#doc, condition)];
      } catch (error) {
        if (error instanceof TableError) return [];
        throw error;
      }
    });
    return (await Promise.all(cast)).flat();
  }

  async #evaluate(constitution: EditedConstitution, seed: number): Promise<EvaluatedConstitution> {
    const doc = this.#doc;
    const audit = auditOf(doc);
    const before = this.#evaluated;
    if (before?.constitution === constitution && before.audit === audit && before.seed === seed) return before;
    const conditions = await this.#cast(constitution);
    const basis = {
      decisions: [...doc.decisions],
      originals: originalsOf(doc),
      added: addedOf(doc),
      written: doc.written,
    };
    const order = {
      constitution,
      seed,
      suspect: audit.rows.flatMap(({ row, findings }) =>
        findings.some(({ kind }) => kind === 'mislabeled' || kind === 'suspect') ? [row] : [],
      ),
      known: await knownVotes(audit, doc.staleRows, measuredFor(constitution.rules)),
      conditions,
      fresh: [...this.#conditions.takeFresh(), ...this.#voted],
    };
    const made = await workerOf(doc).evaluate(basis, order, AbortSignal.any([doc.closing, doc.reloading]));
    this.#voted = [];
    this.#evaluated = { ...made, constitution, audit, seed };
    return made;
  }
}

/** @throws UserError before the first audit */
export function auditOf(doc: OpenDocument): Audit {
  if (doc.audit !== null) return doc.audit;
  throw new UserError('There is no audit yet. Run "PairLens: Audit This Dataset" first.');
}

const known = new WeakMap<OpenDocument, PrinciplesEditing>();

/** What a document's constitution is edited by. */
export function editingOf(doc: OpenDocument): PrinciplesEditing {
  const editing = known.get(doc) ?? new PrinciplesEditing(doc);
  known.set(doc, editing);
  return editing;
}
