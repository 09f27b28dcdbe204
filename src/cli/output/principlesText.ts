import type { AuditedPrinciples } from '../../audit/audit.ts';
import type { Share } from '../../principles/principlesResult.ts';
import type { Look } from './auditText.ts';
import { percent, signed } from './numbers.ts';
import { safeLine } from './safeText.ts';
import { textTable } from './textTable.ts';
import { wrap } from './wrap.ts';

/** Principles that are printed beside the constitution. */
const strongest = 8;
/** Characters that the table's figures take, with the spaces before them. */
const numbersWidth = 39;

/** The constitution, how well it reconstructs the labels, and the strongest principles. */
export function principlesText(principles: AuditedPrinciples, { width, style }: Look): string {
  const { constitution, reconstruction, why } = principles;
  const parts: string[] = [];
  if (reconstruction === null) parts.push(`  ${wrap(`No constitution: ${why}`, width - 2, '  ')}`);
  else {
    parts.push(
      constitution.length === 0
        ? '  No principle reconstructs the labels better than chance.'
        : constitution.map((rule, i) => `  ${i + 1}. ${wrap(safeLine(rule.text, 300), width - 5, '     ')}`).join('\n'),
      `  ${wrap(reconstructed(reconstruction, constitution.length === 0), width - 2, '  ')}`,
    );
  }
  const best = principles.principles.filter(p => p.for + p.against > 0).slice(0, strongest);
  if (best.length > 0) {
    const table = textTable(
      [
        { heading: 'strongest: the response that' },
        { heading: 'for', right: true },
        { heading: 'against', right: true },
        { heading: 'accuracy', right: true },
        { heading: 'strength', right: true },
      ],
      best.map(p => [
        safeLine(p.short, Math.max(28, Math.min(50, width - numbersWidth))),
        String(p.for),
        String(p.against),
        percent(p.accuracy),
        signed(p.strength, 2),
      ]),
    );
    parts.push(style.dim(table.replace(/^/gm, '  ')));
  }
  return parts.join('\n\n');
}

/** What the constitution reconstructs, beside simpler rules; of one without rules, only what these do. */
function reconstructed(r: NonNullable<AuditedPrinciples['reconstruction']>, empty: boolean): string {
  const share = ({ value, low, high }: Share): string =>
    `${percent(value)} (95 %: ${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)})`;
  const ensemble = r.ensemble === null ? '' : `, the reward ensemble ${percent(r.ensemble.value)}`;
  const simple = `the longer response ${percent(r.longerWins.value)}, the majority side ${percent(r.majority.value)}${ensemble}`;
  return empty
    ? `Of ${r.n} labels, simpler rules reconstruct: ${simple}.`
    : `Selected without the ${r.groupedBy === 'prompt' ? 'prompts' : 'pairs'} it is tested on, such a constitution reconstructs ${share(r.constitution)} of ${r.n} labels; ${simple}.`;
}
