import { type ModelSettings, usualSettings } from '../../principles/model/settings.ts';
import { UsageError } from '../exitCode.ts';
import { wholeNumber } from '../parseCommand.ts';

const modes = ['letters', 'listed', 'pointwise'] as const;

/** How much a run does, as the command line says. @throws UsageError */
export function settingsOf(values: {
  readonly mode?: string;
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
    ...(values.candidates === undefined ? {} : { candidates: wholeNumber('candidates', values.candidates, 1) }),
    ...(values.screen === undefined ? {} : { screen: wholeNumber('screen', values.screen, 10) }),
  };
}
