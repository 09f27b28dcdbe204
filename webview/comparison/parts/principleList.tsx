import type { VNode } from 'preact';
import type { AuditedRow } from '../../../src/audit/audit.ts';
import { share } from '../state/phrases.ts';
import { letterOf, type Place, sideAt } from '../state/sides.ts';
import { useEditor } from './context.ts';

const shown = 4;

/** The principles that speak for the response at a place, with the share of labels that agree with each. */
export function PrincipleList({ place, audit }: { readonly place: Place; readonly audit: AuditedRow }): VNode {
  const editor = useEditor();
  const known = new Map((editor.overview.value?.principles ?? []).map(principle => [principle.id, principle]));
  const ids = sideAt(place, editor.left.value) === 'a' ? audit.principlesA : audit.principlesB;
  const principles = ids.map(id => known.get(id)).filter(principle => principle !== undefined);
  return (
    <div class={`principles ${place}`}>
      <h3>
        <span>Principles for {letterOf[place]}</span>
        {principles.length > 0 && <span>labels agree</span>}
      </h3>
      <ul>
        {principles.slice(0, shown).map(principle => (
          <li
            key={principle.id}
            title={`${principle.text} ${principle.for} labels for it, ${principle.against} against.`}
          >
            <span>{principle.short}</span>
            <span class="figures">{share(principle.accuracy)}</span>
          </li>
        ))}
      </ul>
      {principles.length === 0 && <p class="secondary">none</p>}
      {principles.length > shown && <p class="secondary">{principles.length - shown} more</p>}
    </div>
  );
}
