import type { EditedRuleFigures } from '../../principles/edit/editedFigures.ts';
import type { PrincipleFigures } from '../../principles/principlesResult.ts';
import type { EditedPrinciples } from '../../protocol/principles.ts';

/** A principle of the view. */
export interface PrincipleNode {
  readonly type: 'principle';
  readonly principle: PrincipleFigures;
  /** Null: outside the constitution. */
  readonly rule: {
    /** Place among all its rules, checked or not, from 0. */
    readonly at: number;
    readonly checked: boolean;
    readonly condition: string | null;
    /** False: nobody votes on it. */
    readonly voted: boolean;
  } | null;
  /** Whether the audit knows it, so that the comparisons for and against can be shown. */
  readonly audited: boolean;
}

/** The constitution in its order, then the other principles that apply to something, strongest first. */
export function principleNodes(
  principles: readonly PrincipleFigures[],
  edited: EditedPrinciples | null,
): PrincipleNode[] {
  const rules = edited?.constitution ? editedRules(principles, edited) : selectedRules(principles);
  const inside = new Set(rules.map(({ principle }) => principle.id));
  const others = principles.filter(p => !inside.has(p.id) && p.for + p.against > 0);
  const pool = others.sort((p, q) => Math.abs(q.strength) - Math.abs(p.strength));
  return [
    ...rules,
    ...pool.map(principle => ({
      type: 'principle' as const,
      principle: { ...principle, place: null },
      rule: null,
      audited: true,
    })),
  ];
}

function selectedRules(principles: readonly PrincipleFigures[]): PrincipleNode[] {
  const chosen = principles.filter(({ place }) => place !== null).sort((p, q) => p.place! - q.place!);
  return chosen.map((principle, at) => ({
    type: 'principle',
    principle,
    rule: { at, checked: true, condition: null, voted: true },
    audited: true,
  }));
}

function editedRules(
  principles: readonly PrincipleFigures[],
  { constitution, figures }: EditedPrinciples,
): PrincipleNode[] {
  return constitution!.rules.map(({ id, text, checked, condition }, at) => {
    const known = condition === undefined ? principles.find(principle => principle.id === id) : undefined;
    const own: EditedRuleFigures | undefined = figures?.rules[at];
    const place = own?.place ?? null;
    const principle = known ? { ...known, place, gain: own?.gain ?? null, weight: own?.weight ?? null } : own;
    return {
      type: 'principle',
      principle: principle ?? unknown(id, text),
      rule: { at, checked, condition: condition ?? null, voted: (own?.voted ?? null) !== null },
      audited: known !== undefined,
    };
  });
}

/** A rule whose figures are not there. */
function unknown(id: string, text: string): PrincipleFigures {
  const nothing = {
    for: 0,
    against: 0,
    abstain: 0,
    relevance: 0,
    accuracy: 0.5,
    kappa: 0,
    strength: 0,
    low: 0,
    high: 1,
  };
  return { id, text, short: text, origin: 'user', ...nothing, place: null, gain: null, weight: null };
}
