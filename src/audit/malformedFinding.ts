import type { MalformedRow } from '../dataset/row.ts';
import type { Finding } from '../reward/finding.ts';

/** The finding of a line that could not be read as a comparison. */
export function malformedFinding(row: MalformedRow): Finding {
  return { kind: 'malformed', score: 1, reason: [`${closed(row.reason)} ${closed(row.cure)}`], figures: {} };
}

function closed(text: string): string {
  const trimmed = text.trim();
  const capital = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}
