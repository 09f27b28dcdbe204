import { atomicWrite } from '../dataset/atomicWrite.ts';
import type { PlanParams, PlanWritten } from '../protocol/asking.ts';
import { type AskedRow, askLines, labelledAtRandom } from '../reward/asking/askLine.ts';
import { askPlan } from '../reward/asking/askPlan.ts';
import { minutesOf } from '../reward/asking/effort.ts';
import { planText } from '../reward/asking/planText.ts';
import { flipRateError } from '../reward/asking/standardError.ts';
import type { OpenDocument } from './openDocument.ts';
import { UserError } from './userError.ts';

const columns = [
  'row',
  'line',
  'key',
  'prompt_hash',
  'label',
  'verdict',
  'malformed',
  'ask_value',
  'words_prompt',
  'words_a',
  'words_b',
] as const;

/** Rows that are read from the table at once. */
const block = 4096;

interface Candidate extends AskedRow {
  readonly row: number;
  readonly prompt: string;
}

/**
 * Plans what to ask whom among the comparisons without a verdict, and writes the plan.
 *
 * @throws UserError before the first audit, and where nothing waits for a verdict
 */
export async function writePlan(doc: OpenDocument, { path, ...options }: PlanParams): Promise<PlanWritten> {
  const { audit } = doc;
  if (audit === null) throw new UserError('There is no audit yet. Run "PairLens: Audit This Dataset" first.');
  await doc.facts;
  const open = await candidates(doc);
  if (open.length === 0) throw new UserError('Every comparison has a verdict: there is nothing to ask.');
  const rows = new Map(open.map(candidate => [candidate.row, candidate]));
  const plan = askPlan(open, row => rows.get(row)!.minutes, options);
  const lines = askLines(plan, rows);
  await atomicWrite(path, handle => handle.writeFile(lines.map(line => `${JSON.stringify(line)}\n`).join('')));
  const { review, labelled } = audit.figures;
  return {
    comparisons: lines.length,
    says: planText(plan, flipRateError(review.random, labelledAtRandom(plan, rows), labelled)),
    rows: plan.asked.map(({ row }) => row),
  };
}

/** Comparisons that nobody has judged, in this row or another with the same prompt and responses: these are one question. */
async function candidates(doc: OpenDocument): Promise<Candidate[]> {
  const all: Record<string, unknown>[] = [];
  const { rows } = await doc.views.exact({ filter: {}, sort: 'position' });
  for (let start = 0; start < rows.length; start += block) {
    all.push(...(await doc.table.records(columns, rows.slice(start, start + block))));
  }
  const asked = new Set(all.flatMap(({ verdict, key }) => (verdict === null ? [] : [key])));
  return all.flatMap((one): Candidate[] => {
    const { row, line, key, prompt_hash: prompt, label, malformed, ask_value: value } = one;
    if (malformed === true || typeof key !== 'string' || asked.has(key)) return [];
    asked.add(key);
    const words = Number(one.words_prompt) + Number(one.words_a) + Number(one.words_b);
    return [
      {
        ...{ row: Number(row), line: Number(line), key, prompt: String(prompt) },
        label: typeof label === 'string' ? label : null,
        value: typeof value === 'number' ? value : Number.NaN,
        minutes: minutesOf(words),
      },
    ];
  });
}
