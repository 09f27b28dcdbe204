import { type CheckPlan, checkPlanRequest } from '../../protocol/review.ts';
import type { ComparisonPanel } from '../editor/comparisonPanel.ts';
import { HostError } from '../hostError.ts';
import { readSettings } from '../settings.ts';
import { count, percent } from '../views/words.ts';
import type { CommandServices } from './services.ts';

const sizes = [30, 50, 100, 200, 400];

/**
 * Starts a random check, or takes one up again: asks how many comparisons, and says what so many tell. The sample follows
 * from the file, the seed and the verdicts, so nothing else is remembered.
 */
export async function randomCheck(panel: ComparisonPanel, services: CommandServices): Promise<void> {
  const { engine } = services;
  const doc = panel.document.id;
  const plan = await engine.request(checkPlanRequest, { doc, sizes }, undefined, 'retry');
  if (plan.eligible === 0) {
    throw new HostError(
      `${panel.document.name} has no labelled comparison without a verdict, so there is nothing to draw from.`,
    );
  }
  const n = await askSize(plan, services, panel);
  if (n === undefined) return;
  const { seed } = readSettings(panel.document.uri);
  panel.show({ view: { filter: { check: { seed, n } }, sort: 'position' } });
}

async function askSize(
  plan: CheckPlan,
  { dialogs, engine }: CommandServices,
  panel: ComparisonPanel,
): Promise<number | undefined> {
  const { eligible, judged } = plan;
  const choices = plan.choices.filter(({ n }) => n > judged && n <= eligible);
  const items = choices.map(choice => ({
    label: count(choice.n),
    description: judged > 0 ? `${count(judged)} done, ${count(choice.n - judged)} to go` : '',
    detail: widths(choice),
    n: choice.n,
  }));
  if (eligible > judged && eligible < sizes.at(-1)!) {
    items.push({ label: `All ${count(eligible)}`, description: '', detail: 'Every labelled comparison', n: eligible });
  }
  const other = { label: 'Another number…', description: '', detail: `At most ${count(eligible)}`, n: 0 };
  const picked = await dialogs.pick([...items, other], {
    title: 'Random check: how many comparisons?',
    placeHolder: 'Blind, drawn at random. An audit takes the flip rate from 30 verdicts on.',
  });
  if (picked === undefined || picked.n > 0) return picked?.n;
  const line = await dialogs.input({
    title: 'Random check: how many comparisons?',
    value: String(Math.min(eligible, Math.max(30, judged))),
    validateInput: text => (isSize(text, eligible) ? null : `A whole number from 1 to ${count(eligible)}.`),
  });
  if (line === undefined || !isSize(line, eligible)) return undefined;
  const n = Number(line);
  const [choice] = (await engine.request(checkPlanRequest, { doc: panel.document.id, sizes: [n] }, undefined, 'retry'))
    .choices;
  if (choice) void dialogs.ask({ severity: 'information', text: `${count(n)} comparisons. ${widths(choice)}.` });
  return n;
}

function isSize(text: string, eligible: number): boolean {
  return /^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= eligible;
}

/** "If one label in ten is wrong it says 2 to 27 %; if one in three, 17 to 53 %". */
function widths({ tenth, third }: CheckPlan['choices'][number]): string {
  const range = ({ low, high }: { low: number; high: number }) => `${Math.round(100 * low)} to ${percent(high)}`;
  return `If one label in ten is wrong it says ${range(tenth)}; if one in three, ${range(third)}`;
}
