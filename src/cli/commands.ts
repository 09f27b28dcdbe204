import { annotatorsCommand, annotatorsOptions } from './commands/annotators.ts';
import { askCommand, askOptions } from './commands/ask.ts';
import { auditCommand, auditOptions } from './commands/audit.ts';
import { compareCommand, compareOptions } from './commands/compare.ts';
import { convertCommand, convertOptions } from './commands/convert.ts';
import { doctorCommand } from './commands/doctor.ts';
import { exportCommand, exportOptions } from './commands/export.ts';
import { factorsCommand, factorsOptions } from './commands/factors.ts';
import { fitCommand, fitOptions } from './commands/fit.ts';
import { followUpsCommand, followUpsOptions } from './commands/followUps.ts';
import { learnabilityCommand, learnabilityOptions } from './commands/learnability.ts';
import { mineCommand, mineOptions } from './commands/mine.ts';
import { modelsCommand, modelsOptions } from './commands/models.ts';
import { objectivesCommand, objectivesOptions } from './commands/objectives.ts';
import { principlesCommand, principlesOptions } from './commands/principles.ts';
import { reportCommand, reportOptions } from './commands/report.ts';
import { scoreCommand, scoreOptions } from './commands/score.ts';
import { showCommand, showOptions } from './commands/show.ts';
import { strengthsCommand, strengthsOptions } from './commands/strengths.ts';
import { valuesCommand, valuesOptions } from './commands/values.ts';
import type { Options } from './parseCommand.ts';
import type { Terminal } from './terminal.ts';

/** A command of `pairlens`. */
export interface Command {
  /** Its arguments in, an exit code out. */
  readonly run: (args: readonly string[], terminal: Terminal) => Promise<number>;
  /** What its parser knows. */
  readonly options: Options;
}

/** All commands by name, in the order of the help. */
export const commands: Readonly<Record<string, Command>> = {
  audit: { run: auditCommand, options: auditOptions },
  show: { run: showCommand, options: showOptions },
  export: { run: exportCommand, options: exportOptions },
  convert: { run: convertCommand, options: convertOptions },
  mine: { run: mineCommand, options: mineOptions },
  annotators: { run: annotatorsCommand, options: annotatorsOptions },
  strengths: { run: strengthsCommand, options: strengthsOptions },
  objectives: { run: objectivesCommand, options: objectivesOptions },
  ask: { run: askCommand, options: askOptions },
  factors: { run: factorsCommand, options: factorsOptions },
  learnability: { run: learnabilityCommand, options: learnabilityOptions },
  followups: { run: followUpsCommand, options: followUpsOptions },
  values: { run: valuesCommand, options: valuesOptions },
  principles: { run: principlesCommand, options: principlesOptions },
  compare: { run: compareCommand, options: compareOptions },
  fit: { run: fitCommand, options: fitOptions },
  score: { run: scoreCommand, options: scoreOptions },
  report: { run: reportCommand, options: reportOptions },
  models: { run: modelsCommand, options: modelsOptions },
  doctor: { run: doctorCommand, options: {} },
};
