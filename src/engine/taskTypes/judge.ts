import type { Audit, AuditProgress } from '../../audit/audit.ts';
import type { AuditModels } from '../../audit/auditModels.ts';
import type { Judged } from '../../reward/explain/explainer.ts';
import type { ExplainRecipe } from '../../reward/explain/headRecipe.ts';
import type { Explanation } from '../../reward/explanation.ts';
import type { AuditBasis } from './auditBasis.ts';
import type { ConstitutionOrder, EvaluatedConstitution } from './constitution.ts';
import type { TaskFile } from './taskFile.ts';

/** Holds the dataset for one audit after another and for explanations; ends only with its worker. */
export interface JudgeTask {
  readonly kind: 'judge';
  readonly file: TaskFile;
}

/** What a worker with a judge task is asked. Audits are done in turn; explanations are answered between their steps. */
export type JudgeQuestion =
  | {
      readonly ask: 'audit';
      readonly id: number;
      readonly basis: AuditBasis;
      readonly seed: number;
      readonly models: AuditModels;
      /** Nobody waits for it: the machine's other work comes first. */
      readonly background: boolean;
    }
  | { readonly ask: 'explain'; readonly id: number; readonly audit: number; readonly judged: Judged }
  | { readonly ask: 'constitution'; readonly id: number; readonly basis: AuditBasis; readonly order: ConstitutionOrder }
  /** Tells of an audit that another worker made, to explain it. */
  | { readonly ask: 'load'; readonly audit: number; readonly basis: AuditBasis; readonly recipe: ExplainRecipe }
  /** Nobody will ask to explain this audit any more. */
  | { readonly ask: 'forget'; readonly audit: number }
  | { readonly ask: 'cancel'; readonly id: number };

/** What it answers; `rows` come in parts, as batches. An audit is known by the id of its question from then on. */
export type JudgeAnswer = { readonly id: number } & (
  | { readonly kind: 'progress'; readonly progress: AuditProgress }
  | { readonly kind: 'rows'; readonly rows: Audit['rows'] }
  /** The audit without its rows, when all of them are on their way; `held` bytes of memory are kept for the next. */
  | { readonly kind: 'audited'; readonly head: Omit<Audit, 'rows'>; readonly held: number }
  | { readonly kind: 'explained'; readonly explanation: Explanation | null }
  | { readonly kind: 'evaluated'; readonly evaluated: EvaluatedConstitution }
  | { readonly kind: 'failed'; readonly message: string; readonly forUser: boolean }
);
