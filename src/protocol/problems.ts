import { RequestType } from 'vscode-jsonrpc';
import type { FindingKind } from '../reward/finding.ts';
import type { FindingWeight } from '../reward/findingMeaning.ts';
import type { OpenParams } from './opening.ts';

/** A file whose findings are asked for by its lines. It need not be open as comparisons. */
export interface ProblemsParams extends Pick<OpenParams, 'path' | 'format' | 'map' | 'pairs' | 'storage'> {
  /** Most findings to answer. */
  readonly most: number;
}

/** A finding at a line of the file as it is on disk. */
export interface Problem {
  /** 0-based row. */
  readonly row: number;
  /** 1-based line. */
  readonly line: number;
  readonly kind: FindingKind;
  readonly weight: FindingWeight;
  /** 0 to 1. */
  readonly score: number;
  /** The reason in words, with the record's responses called A and B. */
  readonly text: string;
  /** Lines of the other comparisons that it is about. */
  readonly related: readonly number[];
}

export interface Problems {
  /** The best scores, in file order. */
  readonly problems: readonly Problem[];
  /** Findings that are left to review. */
  readonly all: number;
}

/** Findings of the last audit of a file's present content, but for reviewed comparisons; null if there is no audit of it. */
export const problemsRequest = new RequestType<ProblemsParams, Problems | null, void>('problems');
