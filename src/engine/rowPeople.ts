import type { Audit, AuditedRow } from '../audit/audit.ts';
import type { Row } from '../dataset/row.ts';
import type { RowPeople, RowPerson, RowPopulation } from '../protocol/people.ts';
import type { PopulationFigures } from '../reward/populations/populationsFigures.ts';
import { sureSide } from '../reward/populations/populationViews.ts';

interface Known {
  readonly people: ReadonlyMap<string, RowPerson>;
  readonly populations: readonly PopulationFigures[];
}

const known = new WeakMap<Audit, Known>();

/** Whose annotations a row has, and what the populations would say of it; undefined where there is nothing of either. */
export function rowPeople(audit: Audit | null, row: Row, audited: AuditedRow | null): RowPeople | undefined {
  if (row.kind === 'malformed') return undefined;
  const { annotations } = row.comparison;
  const { people, populations } = audit === null ? nobody : knownOf(audit);
  const forA = audited?.populations;
  if (annotations.length === 0 && forA === undefined) return undefined;
  return {
    people: annotations.map(({ annotator }) => people.get(annotator) ?? null),
    populations: populations.flatMap(({ name, share }, k): RowPopulation[] => {
      const p = forA?.[k];
      return p === undefined || p === null ? [] : [{ name, share, forA: p, sure: sureSide(p) }];
    }),
  };
}

const nobody: Known = { people: new Map(), populations: [] };

function knownOf(audit: Audit): Known {
  const before = known.get(audit);
  if (before !== undefined) return before;
  const made = knownFrom(audit);
  known.set(audit, made);
  return made;
}

function knownFrom({ figures: { annotation } }: Audit): Known {
  if (annotation === null) return nobody;
  const found = annotation.populations;
  const populations = found.known && found.populations.length > 1 ? found.populations : [];
  const memberships = new Map(
    found.known && populations.length > 0 ? found.placed.map(placed => [placed.name, placed.memberships]) : [],
  );
  const stands = new Map<string, string[]>();
  for (const { name, kind } of annotation.suspicions) stands.set(name, [...(stands.get(name) ?? []), kind]);
  const people = annotation.annotators.map(({ name, n, accuracy }): [string, RowPerson] => [
    name,
    { votes: n, accuracy, stands: stands.get(name) ?? [], ...likeliest(populations, memberships.get(name)) },
  ]);
  return { people: new Map(people), populations };
}

function likeliest(
  populations: readonly PopulationFigures[],
  memberships: readonly number[] | undefined,
): Pick<RowPerson, 'population'> {
  if (memberships === undefined) return {};
  const at = memberships.indexOf(Math.max(...memberships));
  const population = populations[at];
  return population === undefined ? {} : { population: { name: population.name, p: memberships[at]! } };
}
