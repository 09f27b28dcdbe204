import { type ModelSettings, usualSettings } from '../../principles/model/settings.ts';
import { UsageError } from '../exitCode.ts';
import { wholeNumber } from '../parseCommand.ts';

const modes = ['letters', 'listed', 'pointwise'] as const;

/** How much a run does, as the command line says. @throws UsageError */
export function settingsOf(values: {
  readonly mode?: string;
  readonly proposals?: string;
  readonly candidates?: string;
  readonly screen?: string;
  readonly 'no-judge'?: boolean;
}): ModelSettings {
  const mode = values.mode === undefined ? null : (modes.find(name => name === values.mode) ?? undefined);
  if (mode === undefined) throw new UsageError(`--mode ${JSON.stringify(values.mode)}: there are ${modes.join(', ')}.`);
  return {
    ...usualSettings,
    mode,
    judge: values['no-judge'] !== true,
    ...(values.proposals === undefined ? {} : proposing(wholeNumber('proposals', values.proposals, 0))),
    ...(values.candidates === undefined ? {} : { candidates: wholeNumber('candidates', values.candidates, 1) }),
    ...(values.screen === undefined ? {} : { screen: wholeNumber('screen', values.screen, 10) }),
  };
}

/** Single pairs to propose from, and groups of unexplained ones in the usual proportion. */
function proposing(pairs: number): Pick<ModelSettings, 'pairs' | 'groups'> {
  return { pairs, groups: Math.round((pairs * usualSettings.groups) / usualSettings.pairs) };
}
