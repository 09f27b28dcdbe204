import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Audit } from '../../audit/audit.ts';
import { constitutionOf } from '../../audit/constitutionOf.ts';
import { readOnly } from '../../audit/readOnly.ts';
import { remaining } from '../../audit/remaining.ts';
import { sentenceEncoder } from '../../audit/sentenceEncoder.ts';
import type { Comparison } from '../../dataset/comparison.ts';
import { bank } from '../../principles/bank.ts';
import { evaluateStanding, type Standing, withoutVoter } from '../../principles/evaluate/standing.ts';
import type { ModelPrinciples } from '../../principles/model/modelPrinciples.ts';
import { reportInWords } from '../../principles/model/modelReport.ts';
import type { PrinciplesResult } from '../../principles/principlesResult.ts';
import { runPrinciples } from '../../principles/runPrinciples.ts';
import { readFile } from '../cliFile.ts';
import { exitCode, UsageError } from '../exitCode.ts';
import { askModel } from '../llm/askModel.ts';
import { chooseModel } from '../llm/chooseModel.ts';
import { constitutionVotes } from '../llm/constitutionConditions.ts';
import { constitutionSource } from '../llm/constitutionSource.ts';
import { importedVotes, matchImported } from '../llm/importedVotes.ts';
import { llmChoice, llmOptions } from '../llm/llmOptions.ts';
import { settingsOf } from '../llm/principlesSettings.ts';
import { chosenModels, memberOptions } from '../memberOptions.ts';
import { principlesText } from '../output/principlesText.ts';
import { safeText } from '../output/safeText.ts';
import { standingText } from '../output/standingText.ts';
import { wrap } from '../output/wrap.ts';
import { commonOptions, onlyFile, parseCommand, wholeNumber } from '../parseCommand.ts';
import { sameAudit } from '../runAudit.ts';
import type { Terminal } from '../terminal.ts';
import { writePrinciples } from '../writePrinciples.ts';

/** What the parser of `pairlens principles` knows. */
export const principlesOptions = {
  ...commonOptions,
  ...memberOptions,
  ...llmOptions,
  out: { type: 'string', short: 'o' },
  json: { type: 'boolean' },
  seed: { type: 'string', default: '0' },
  mode: { type: 'string' },
  proposals: { type: 'string' },
  candidates: { type: 'string' },
  screen: { type: 'string' },
  rule: { type: 'string', multiple: true },
  constitution: { type: 'string' },
  votes: { type: 'string' },
  'no-conditional': { type: 'boolean' },
  'no-judge': { type: 'boolean' },
} as const;

/** `pairlens principles FILE`. */
export async function principlesCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseCommand('principles', args, principlesOptions);
  const path = onlyFile('principles', positionals);
  const seed = wholeNumber('seed', values.seed, 0);
  const choice = llmChoice(values, process.env);
  const settings = settingsOf(values);
  const source = values.constitution === undefined ? null : await constitutionSource(values.constitution);
  const imported = await importedVotes(values.votes, source);
  const written = source?.constitution.rules.filter(({ checked }) => checked) ?? [];
  const sentences = written.flatMap(({ text, condition }) => (condition === undefined ? [text] : []));
  const voters = [...bank.map(({ text }) => text), ...(imported?.file.principles ?? [])];
  const own = withoutVoter([...new Set([...(values.rule ?? []), ...sentences])], voters);
  if (choice === null && own.length > 0) {
    throw new UsageError(
      `Rules in words are voted on by a language model: name its server with --llm, or a file that holds their votes with --votes. Nobody votes on: ${own[0]}`,
    );
  }
  if (values.out !== undefined) await refuseFile(values.out);
  // Before the audit, which may take a while: a server that isn't there is known at once.
  const chosen = choice === null ? null : await chooseModel(choice, terminal.signal);
  const members = await chosenModels(values);
  const file = await readFile(path, values, terminal);
  try {
    const comparisons = remaining(file.rows, file.decisions);
    const matched = imported === null ? null : matchImported(imported, comparisons, terminal);
    const audit = await sameAudit(file, seed, members, terminal);
    const seen = doubts(audit, comparisons);
    const encoder = sentenceEncoder(members);
    const run = { file, comparisons, seed, settings, own, suspect: seen.suspect, encoder };
    const asked = choice === null || chosen === null ? null : await askModel(run, choice, chosen, terminal);
    if (asked === 'stopped') return exitCode.interrupted;
    if (asked === 'declined') return exitCode.ok;
    const read = matched?.principles ?? [];
    const made = (asked?.made.principles ?? []).filter(
      ({ principle }) => !read.some(one => one.principle.id === principle.id),
    );
    const seenComparisons = matched === null ? comparisons : readOnly(comparisons, matched.matched);
    const result = await runPrinciples(seenComparisons, {
      seed,
      suspect: seen.suspect,
      ensembleCorrect: seen.ensembleCorrect,
      extra: [...read, ...made],
      ...(asked?.made.judge ? { judge: asked.made.judge } : {}),
      conditional: values['no-conditional'] !== true,
      signal: terminal.signal,
      onProgress: share => terminal.progress.show({ stage: 'Choosing a constitution', share }),
    });
    terminal.progress.clear();
    const name = basename(file.dataset.path);
    const report = asked?.made.report ?? null;
    const conditions = written.flatMap(({ condition }) => condition ?? []);
    const cast = await constitutionVotes(file, seenComparisons, conditions);
    const standing =
      source === null
        ? null
        : evaluateStanding(seenComparisons, source.constitution, result.principles, result.votes, seed, cast);
    if (values.out !== undefined) {
      const created = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
      const evaluated = source?.path ?? null;
      const parts = { name, comparisons, result, report, standing, evaluated, created };
      const files = await writePrinciples(values.out, parts, terminal.signal);
      if (!files.includes('constitution.md')) terminal.note('constitution.md is what you named, and stays as it is.');
      terminal.note(`Wrote ${files.join(', ')} to ${values.out}.`);
    }
    if (asked !== null) terminal.note(asked.spent);
    if (values.json === true) terminal.out(JSON.stringify(jsonOf(result, asked?.made ?? null, standing)));
    else terminal.out(textOf(result, asked?.made ?? null, standing, name, terminal));
    return exitCode.ok;
  } finally {
    await file.dataset.close();
  }
}

/** What the audit makes of the labels, along the comparisons. */
function doubts(audit: Audit, comparisons: readonly Comparison[]) {
  const byRow = new Map(audit.rows.map(row => [row.row, row]));
  const rows = comparisons.map(({ row }) => byRow.get(row));
  const suspect = new Set(
    rows.flatMap((row, place) =>
      row?.findings.some(({ kind }) => kind === 'mislabeled' || kind === 'suspect') ? [place] : [],
    ),
  );
  const ensembleCorrect = (place: number): boolean | null => {
    const p = rows[place]?.p ?? null;
    return p === null ? null : p > 0.5;
  };
  return { suspect, ensembleCorrect };
}

async function refuseFile(out: string): Promise<void> {
  const there = await stat(out).catch(() => null);
  if (there !== null && !there.isDirectory()) {
    throw new UsageError(`--out ${out}: there is a file of this name. Name a folder; it is made if it is not there.`);
  }
}

function textOf(
  result: PrinciplesResult,
  made: ModelPrinciples | null,
  standing: Standing | null,
  name: string,
  terminal: Terminal,
): string {
  const { bold } = terminal.style;
  const { votes: _, ...rest } = result;
  const principles = { ...rest, constitution: constitutionOf(result.principles) };
  const parts = [bold(safeText(`Principles behind the labels of ${name}`)), principlesText(principles, terminal)];
  if (standing !== null) parts.push(standingText(standing, terminal));
  if (made !== null) {
    const lines = reportInWords(made.report).map(line => `  ${wrap(safeText(line), terminal.width - 2, '  ')}`);
    parts.push(`${bold('The language model')}\n${lines.join('\n')}`);
  }
  return parts.join('\n\n');
}

function jsonOf(result: PrinciplesResult, made: ModelPrinciples | null, standing: Standing | null): object {
  const { votes: _, ...rest } = result;
  return { ...rest, standing, model: made?.report ?? null };
}
