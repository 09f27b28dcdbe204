import type { MessagePort } from 'node:worker_threads';
import type { AuditModels } from '../../audit/auditModels.ts';
import type {
  LanguageModelChoice,
  PrinciplesEstimate,
  PrinciplesProgress,
  PrinciplesRun,
} from '../../protocol/languageModels.ts';
import type { AuditBasis } from './auditBasis.ts';
import type { TaskFile } from './taskFile.ts';

/** Has a language model propose principles and vote, and keeps what it said; or only estimates what that takes. */
export interface PrinciplesTask {
  readonly kind: 'principles';
  readonly file: TaskFile;
  readonly basis: AuditBasis;
  readonly model: LanguageModelChoice;
  /** The other end of a model of the editor; null for a server's. */
  readonly port: MessagePort | null;
  readonly seed: number;
  /** Most tokens, in and out together; null: no bound. */
  readonly budget: number | null;
  /** Most comparisons that the model reads. */
  readonly most: number;
  /** Most questions at one time. */
  readonly atOnce: number;
  /** Rows with a suspect label: nothing is proposed from them. */
  readonly suspect: readonly number[];
  /** Models on this machine, of which an encoder tells which proposals say the same; null: words do. */
  readonly models: AuditModels | null;
  readonly estimateOnly: boolean;
  /** Sentences to vote on, and nothing else: they are the user's own, and their votes are kept apart. Null: a whole run. */
  readonly only: readonly string[] | null;
  /** Four shared bytes: set to 1, it keeps the answers that are on their way and stops. */
  readonly stop: SharedArrayBuffer;
}

/** What a principles task posts. */
export type PrinciplesBatch =
  | { readonly kind: 'progress'; readonly progress: PrinciplesProgress }
  | { readonly kind: 'estimate'; readonly estimate: PrinciplesEstimate }
  | { readonly kind: 'run'; readonly run: PrinciplesRun };
