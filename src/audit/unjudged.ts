import type { AuditedRow } from './audit.ts';

/** What an audit says of a row where it judges nothing: beside this there are its place, its label and findings. */
export const unjudged: Omit<AuditedRow, 'row' | 'line' | 'key' | 'label' | 'findings'> = {
  p: null,
  pWrong: null,
  pWrongRange: null,
  preferenceStrength: null,
  spread: null,
  consensus: null,
  degree: null,
  margins: {},
  principlesA: [],
  principlesB: [],
};
