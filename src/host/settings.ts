import * as vscode from 'vscode';
import { defaultKeys } from '../protocol/actions.ts';
import type { Reason } from '../protocol/webview.ts';
import { reasonsOf } from './reasons.ts';

/** The extension's settings, read once. Their defaults and descriptions are in the manifest. */
export interface Settings {
  /** Key to action, for the comparison editor. */
  readonly keys: Readonly<Record<string, string>>;
  readonly reviewer: string;
  readonly applyToRecord: boolean;
  /** Which comparisons are made of rankings and ratings. */
  readonly pairs: string;
  readonly sides: 'shuffled' | 'file';
  readonly autoAdvance: boolean;
  /** Seed of everything random in an audit. */
  readonly seed: number;
  /** When an audit is made anew in the background. */
  readonly refit: 'off' | 'afterEdits';
  /** Columns that are evidence, or are left out, as `pairlens audit --column` takes them. */
  readonly columns: readonly string[];
  /** Comparisons above which an audit fits its heads on a sample of about so many. */
  readonly fitSample: number;
  /** The user's own reasons, with their keys. */
  readonly reasons: readonly Reason[];
  /** Path of the annotation guidelines; empty: beside the file. */
  readonly guidelines: string;
}

/** As in the manifest. */
const usualSample = 20_000;

/** Settings for a file: a folder of the workspace may have its own. */
export function readSettings(scope?: vscode.Uri): Settings {
  const section = vscode.workspace.getConfiguration('pairlens', scope ?? null);
  return {
    keys: keysOf(section.get<unknown>('keys')),
    reviewer: section.get<string>('reviewer') ?? '',
    applyToRecord: section.get<boolean>('applyToRecord') ?? true,
    pairs: section.get<string>('pairs') ?? '',
    sides: section.get<string>('sides') === 'file' ? 'file' : 'shuffled',
    autoAdvance: section.get<boolean>('autoAdvance') ?? true,
    seed: Math.trunc(section.get<number>('audit.seed') ?? 0),
    refit: section.get<string>('audit.refit') === 'off' ? 'off' : 'afterEdits',
    columns: textsOf(section.get<unknown>('audit.columns')),
    fitSample: sampleOf(section.get<unknown>('audit.fitSample')),
    reasons: reasonsOf(section.get<unknown>('verdicts')),
    guidelines: section.get<string>('guidelines') ?? '',
  };
}

/** A setting may hold anything; the engine has its own lower bound. */
function sampleOf(setting: unknown): number {
  return typeof setting === 'number' && Number.isFinite(setting) ? setting : usualSample;
}

function textsOf(setting: unknown): string[] {
  return Array.isArray(setting) ? setting.filter(item => typeof item === 'string') : [];
}

/** The setting maps an action to a key ("" for none), as people think of it; the page looks keys up, so turn it round. */
function keysOf(setting: unknown): Record<string, string> {
  const chosen = typeof setting === 'object' && setting !== null ? (setting as Record<string, unknown>) : {};
  const keys: Record<string, string> = {};
  for (const [action, original] of Object.entries(defaultKeys)) {
    const key = chosen[action] ?? original;
    if (typeof key === 'string' && key !== '') keys[key] = action;
  }
  return keys;
}
