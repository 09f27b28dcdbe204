import { isDeepStrictEqual } from 'node:util';
import type { Action } from '../../../src/edits/action.ts';
import type { Decision } from '../../../src/edits/decision.ts';
import { apply, applyTo, invert, rowsOf } from '../../../src/edits/decisions.ts';
import { bendJson, type MadeJson } from '../jsonMaker.ts';
import { must, type Target } from '../target.ts';

const at = '2020-01-01T00:00:00.000Z';
const actions: readonly MadeJson[] = [
  { type: 'verdict', row: 0, at, verdict: 'a', given: 'blind' },
  { type: 'again', row: 0, at, verdict: 'b' },
  { type: 'note', row: 1, at, note: 'n' },
  { type: 'tags', row: 1, at, tags: ['t'] },
  { type: 'text', row: 2, at, ref: 'a/0', text: 'new' },
  { type: 'text', row: 2, at, ref: '__proto__', text: 'new' },
  { type: 'rows', rows: [0, 1, 2], change: { type: 'verdict', at, verdict: 'tie', given: 'seen' } },
  { type: 'addition', row: 2 ** 30, at, addition: { after: 0, record: '{}' } },
  { type: 'batch', actions: [{ type: 'note', row: 3, at, note: 'x' }] },
];

const isAction = (value: unknown): value is Action => {
  if (typeof value !== 'object' || value === null) return false;
  const { type, ...rest } = value as Record<string, unknown>;
  switch (type) {
    case 'batch':
      return Array.isArray(rest.actions) && rest.actions.every(isAction);
    case 'rows':
      return (
        Array.isArray(rest.rows) &&
        rest.rows.every(Number.isInteger) &&
        new Set(rest.rows).size === rest.rows.length &&
        isAction({ ...(rest.change as object), row: 0 })
      );
    case 'verdict':
      return (
        Number.isInteger(rest.row) && typeof rest.at === 'string' && (rest.verdict === null) === (rest.given == null)
      );
    case 'again':
      return Number.isInteger(rest.row) && typeof rest.at === 'string' && 'verdict' in rest;
    case 'note':
      return Number.isInteger(rest.row) && typeof rest.at === 'string' && typeof rest.note === 'string';
    case 'tags':
      return Number.isInteger(rest.row) && typeof rest.at === 'string' && Array.isArray(rest.tags);
    case 'text':
      return (
        Number.isInteger(rest.row) &&
        typeof rest.at === 'string' &&
        /^(prompt|a|b)\/\d+$/.test(String(rest.ref)) &&
        (rest.text === null || typeof rest.text === 'string')
      );
    default:
      return false;
  }
};

/** Steps of the undo stack. */
export const decisions: Target = {
  name: 'decisions',
  holds: 'a step and what takes it back give the decisions as they were; steps touch the rows that they name alone',
  words: ['"type":', '"verdict"', '"row":', '"batch"', '"rows"', '"actions":', '"given":', '"seen"', 'null', '"text"'],
  mostBytes: 1 << 13,
  seeds: () => [JSON.stringify(actions), ...actions.map(action => JSON.stringify([action]))],
  make: random =>
    JSON.stringify(
      Array.from({ length: random.size(8) }, () => bendJson(random.pick(actions), random, ['row', 'type'], 2)),
    ),
  open: () => ({
    run: input => {
      let steps: unknown;
      try {
        steps = JSON.parse(input.toString('utf8'));
      } catch {
        return;
      }
      if (!Array.isArray(steps)) return;
      const state = new Map<number, Decision>();
      for (const step of steps) {
        if (!isAction(step)) continue;
        const before = new Map(state);
        const back = invert(state, step);
        applyTo(state, step);
        must(isDeepStrictEqual(apply(state, back), before), 'a step that is taken back leaves something behind');
        const rows = new Set(rowsOf(step));
        for (const [row, decision] of state) {
          must(rows.has(row) || before.get(row) === decision, 'a step changes a row that it does not name');
        }
        must(Object.getPrototypeOf({}) === Object.prototype && !('new' in {}), 'a prototype has changed');
      }
    },
  }),
};
