import { costOf, type Prices, type Spending } from '../../llm/wrap/spending.ts';
import type { StageEstimate } from '../../principles/model/estimateRun.ts';
import { count } from './numbers.ts';
import { textTable } from './textTable.ts';

/** What a run will ask and cost at most, a line for each stage, as a table. */
export function estimateText(stages: Readonly<Record<string, StageEstimate>>, prices: Prices | null): string {
  const rows = Object.entries(stages).filter(([, { calls }]) => calls > 0);
  const all = rows.map(([, stage]) => stage);
  const sum = (of: (stage: StageEstimate) => number): number => all.reduce((total, stage) => total + of(stage), 0);
  const total = {
    calls: sum(s => s.calls),
    input: sum(s => s.input),
    cacheable: sum(s => s.cacheable),
    output: sum(s => s.output),
  };
  const line = (name: string, { calls, input, output }: StageEstimate): string[] => [
    name,
    count(calls),
    count(input),
    count(output),
    ...(prices === null ? [] : [costOf({ input, cached: 0, output }, prices).toFixed(2)]),
  ];
  return textTable(
    [
      { heading: 'estimate, at most' },
      { heading: 'questions', right: true },
      { heading: 'tokens in', right: true },
      { heading: 'tokens out', right: true },
      ...(prices === null ? [] : [{ heading: 'cost', right: true }]),
    ],
    [...rows.map(([name, stage]) => line(name, stage)), line('all', total)],
  );
}

/** What was spent, in a sentence. */
export function spendingText(spent: Spending, reused: number, prices: Prices | null): string {
  const { calls, input, cached, output, counted, cost } = spent;
  const tokens = `${count(input)} tokens in (${count(cached)} of them cached by the server), ${count(output)} out`;
  const money = prices === null ? '' : `, cost ${cost.toFixed(4)} by the prices given`;
  const kept = reused > 0 ? `; ${count(reused)} answers were kept from before` : '';
  return `Spent in this run: ${count(calls)} questions, ${tokens}${counted ? '' : ' (partly estimated)'}${money}${kept}.`;
}
