import { ProgressType, RequestType } from 'vscode-jsonrpc';
import type { Answer, Ask } from '../llm/languageModel.ts';
import type { Rationale } from '../principles/model/rationale.ts';
import type { MemberChoice } from './auditing.ts';
import type { OnDocument } from './onDocument.ts';

/** Which language model is to be asked. */
export type LanguageModelChoice =
  | {
      readonly kind: 'server';
      /** Address of an OpenAI-compatible server, as `http://127.0.0.1:8080/v1`. */
      readonly url: string;
      readonly model: string;
      /** The server's key; held in memory only. */
      readonly key: string | null;
      /** Tokens of its context; null: not known. */
      readonly context: number | null;
    }
  | {
      readonly kind: 'editor';
      /** By which the editor knows the model. */
      readonly id: string;
      /** For people: vendor and model. */
      readonly name: string;
      /** Tokens that it may be given. */
      readonly context: number | null;
    };

/** A server that answered, with its models. */
export interface FoundServer {
  readonly url: string;
  readonly models: readonly { readonly name: string; readonly context: number | null }[];
}

/** What was found on this machine, and which addresses were tried. */
export interface FoundServers {
  readonly servers: readonly FoundServer[];
  readonly tried: readonly string[];
}

/** What a run will take, before it is made. */
export interface PrinciplesEstimate {
  /** Comparisons that are voted on. */
  readonly comparisons: number;
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What a run gave. */
export interface PrinciplesRun {
  /** Principles that the model proposed or voted on. */
  readonly principles: number;
  readonly calls: number;
  /** Answers that an earlier run had paid for. */
  readonly kept: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** What is to be known of the result, in sentences: how far votes can be trusted, what was left out. */
  readonly notes: readonly string[];
}

/** A stage of a run and the share of it that is done. */
export interface PrinciplesProgress {
  readonly stage: string;
  /** 0 to 1, of the whole run. */
  readonly share: number;
  readonly calls: number;
  readonly tokens: number;
}

/** What a model is to read. */
export interface EstimateParams extends OnDocument {
  readonly model: LanguageModelChoice;
  readonly seed: number;
  /** Most comparisons that it reads, drawn evenly over sources and annotators. */
  readonly most: number;
  /** Only votes on the sentences of the edited constitution that nobody votes on; nothing is proposed. */
  readonly notVoted?: boolean;
}

/** Asks the usual addresses on this machine, and the one given, for models. Nothing else is sent. */
export const findServersRequest = new RequestType<
  { readonly url: string; readonly key: string | null },
  FoundServers,
  void
>('findServers');

/** Estimates what a run will take; asks the model nothing. */
export const estimatePrinciplesRequest = new RequestType<EstimateParams, PrinciplesEstimate, void>(
  'estimatePrinciples',
);

export interface ExtractParams extends EstimateParams {
  /** Most questions at one time. */
  readonly atOnce: number;
  /** Most tokens, in and out together, that the run may take; null: no bound. */
  readonly budget: number | null;
  /** Of the models on this machine, the first encoder tells which proposals say the same. */
  readonly members?: MemberChoice;
  /** Token under which progress is reported. */
  readonly progress: string;
}

/** Has a language model propose principles and vote; what it answered is kept, so that a run that was stopped goes on. */
export const extractPrinciplesRequest = new RequestType<ExtractParams, PrinciplesRun, void>('extractPrinciples');

/** Asks a model why the label of a row may be right and why it may be wrong. */
export const rationaleRequest = new RequestType<
  OnDocument & { readonly row: number; readonly model: LanguageModelChoice },
  Rationale,
  void
>('rationale');

/** A file of principles: a constitution for people to edit, JSON with all figures, or a judge's system prompt. */
export type PrinciplesFile = 'constitution' | 'json' | 'prompt';

export interface WritePrinciplesParams extends OnDocument {
  readonly what: PrinciplesFile;
  readonly path: string;
  /** That of the audit (default: 0): weights of an edited constitution are fitted on its folds. */
  readonly seed?: number;
}

/** Writes the constitution, or the principles of the last audit, to a file. */
export const writePrinciplesRequest = new RequestType<WritePrinciplesParams, null, void>('writePrinciples');

/** Progress of a run, under the token given in the request. */
export const principlesProgress = new ProgressType<PrinciplesProgress>();

/** Sent by the engine to the host: asks a model of the editor. */
export const askEditorModelRequest = new RequestType<{ readonly id: string; readonly ask: Ask }, Answer, void>(
  'askEditorModel',
);

/** `ResponseError` codes of a model of the editor that gave no answer: it may pass, or it won't. */
export const editorModelBusyCode = -32061;
export const editorModelRefusedCode = -32062;
