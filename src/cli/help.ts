import { annotatorsHelp } from './help/annotators.ts';
import { askHelp } from './help/ask.ts';
import { auditHelp } from './help/audit.ts';
import { compareHelp } from './help/compare.ts';
import { convertHelp } from './help/convert.ts';
import { doctorHelp } from './help/doctor.ts';
import { exportHelp } from './help/export.ts';
import { factorsHelp } from './help/factors.ts';
import { fitHelp } from './help/fit.ts';
import { followUpsHelp } from './help/followUps.ts';
import { learnabilityHelp } from './help/learnability.ts';
import { mineHelp } from './help/mine.ts';
import { modelsHelp } from './help/models.ts';
import { objectivesHelp } from './help/objectives.ts';
import { principlesHelp } from './help/principles.ts';
import { programHelp } from './help/program.ts';
import { reportHelp } from './help/report.ts';
import { scoreHelp } from './help/score.ts';
import { showHelp } from './help/show.ts';
import { strengthsHelp } from './help/strengths.ts';
import { valuesHelp } from './help/values.ts';

/** Help texts by command; `pairlens` is the program's own. */
export const help: Readonly<Record<string, string>> & { readonly pairlens: string } = {
  pairlens: programHelp,
  audit: auditHelp,
  show: showHelp,
  export: exportHelp,
  convert: convertHelp,
  annotators: annotatorsHelp,
  principles: principlesHelp,
  compare: compareHelp,
  fit: fitHelp,
  score: scoreHelp,
  report: reportHelp,
  mine: mineHelp,
  models: modelsHelp,
  strengths: strengthsHelp,
  objectives: objectivesHelp,
  ask: askHelp,
  factors: factorsHelp,
  values: valuesHelp,
  learnability: learnabilityHelp,
  followups: followUpsHelp,
  doctor: doctorHelp,
};
