import type { ReportData } from '../../src/audit/reportData.ts';
import { el } from './element.ts';
import { decimal, whole } from './numbers.ts';
import { section, table } from './table.ts';

const how = {
  plain: 'the majority of its rules decides',
  ranked: 'its rules are ranked, and the first that applies decides',
  weighted: 'its rules are weighted',
} as const;

/** What reconstructs the labels, how well, side by side. */
export function reconstructionTable({ principles }: ReportData): HTMLElement | null {
  const built = principles.reconstruction;
  if (built === null) return null;
  const rules = principles.constitution.length;
  const rows = (
    [
      [`constitution (${rules} rule${rules === 1 ? '' : 's'})`, built.constitution],
      ['longer response', built.longerWins],
      ['more frequent side', built.majority],
      ['reward ensemble', built.ensemble],
    ] as const
  ).flatMap(([name, share]) =>
    share === null ? [] : [[name, decimal(share.value, 3), `${decimal(share.low, 3)} to ${decimal(share.high, 3)}`]],
  );
  const aside = built.leftOut > 0 ? ` ${whole(built.leftOut)} doubted labels were left out of its selection.` : '';
  return section(
    'Reconstruction of the labels',
    '',
    table(
      'Reconstruction of the labels',
      [{ head: 'by' }, { head: 'share', figures: true }, { head: '95 % interval', figures: true }],
      rows,
    ),
    el(
      'p',
      { class: 'muted' },
      `On ${whole(built.n)} labels, each judged by a constitution selected without its ${built.groupedBy}; ${how[built.decides]}.${aside}`,
    ),
  );
}
