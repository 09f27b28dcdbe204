import type { Audit } from '../../audit/audit.ts';
import type { Terminal } from '../terminal.ts';
import { adviceText } from './adviceText.ts';
import { figuresText, isTiny } from './figuresText.ts';
import { findingsText } from './findingsText.ts';
import { membersText } from './membersText.ts';
import { type NamedFile, nextText } from './nextText.ts';
import { principlesText } from './principlesText.ts';
import { safeLine } from './safeText.ts';

/** Width and colours of the output. */
export type Look = Pick<Terminal, 'width' | 'style'>;

/** An audit as tables for a terminal. */
export function auditText(audit: Audit, file: NamedFile, look: Look): string {
  const { bold } = look.style;
  const sections: [string, string][] = [
    ['Figures', figuresText(audit.figures, look)],
    ['Findings', findingsText(audit, look)],
    ...(isTiny(audit.figures) ? [] : estimated(audit, look)),
    ['Next', nextText(audit, file)],
  ];
  const title = `${safeLine(audit.file, 80)}: ${safeLine(audit.format, 60)}`;
  return [bold(title), ...sections.map(([name, text]) => `${bold(name)}\n${text}`)].join('\n\n');
}

/** Sections that say nothing of a file with a handful of labels. */
function estimated({ figures, principles }: Audit, look: Look): [string, string][] {
  return [
    ['Reward ensemble', membersText(figures, look)],
    ['Principles', principlesText(principles, look)],
    ['Training on it', adviceText(figures, look)],
  ];
}
