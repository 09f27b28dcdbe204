import type { Options } from '../parseCommand.ts';
import { type DescribedOption, type HelpText, readHelp } from './helpText.ts';

/** An option as the parser takes it and the help describes it. */
export interface ReferenceOption {
  readonly name: string;
  readonly short: string | null;
  /** Word for its value; null for a switch. */
  readonly argument: string | null;
  readonly description: string;
  /** Value where it is not given, or what happens then; null where there is nothing to say. */
  readonly fallback: string | null;
  readonly repeatable: boolean;
}

/** A command with all that its parser knows. */
export interface CommandReference {
  readonly name: string;
  readonly help: HelpText;
  readonly options: readonly ReferenceOption[];
}

/**
 * Brings together what a command's parser knows and what its help says. Options that the help leaves to `pairlens audit`
 * are described as there; `--help` and options that are described nowhere are not let through.
 *
 * @param helps - help texts by command
 * @throws Error naming the command, the option and what differs, if parser and help do not say the same
 */
export function commandReference(
  name: string,
  parsed: Options,
  helps: Readonly<Record<string, string>>,
): CommandReference {
  const help = readHelp(helps[name] ?? '');
  const shared = new Map(readHelp(helps.audit ?? '').options.map(option => [option.name, option]));
  const described = help.options.map(option => (option.elsewhere ? asThere(name, option, shared) : option));
  for (const { name: option } of described) {
    if (parsed[option] === undefined)
      throw new Error(`pairlens ${name}: the help has --${option}, the parser has not.`);
  }
  const options = Object.entries(parsed).flatMap(([option, { type, short, multiple, default: value }]) => {
    if (option === 'help') return [];
    const trouble = (what: string): Error => new Error(`pairlens ${name}: ${what} --${option}.`);
    const text = described.find(other => other.name === option);
    if (text === undefined) throw trouble('the help does not describe');
    if (text.short !== (short ?? null)) throw trouble('help and parser name another short form of');
    if ((text.argument === null) !== (type === 'boolean')) throw trouble('help and parser differ on the value of');
    const fallback = fallbackOf(text.description);
    if (value !== undefined && fallback !== value)
      throw trouble(`the help does not say that ${value} is the default of`);
    return [{ ...text, fallback, repeatable: multiple === true }];
  });
  // In the order of the help, which puts what is asked for most first.
  const place = new Map(described.map((option, i) => [option.name, i]));
  return { name, help, options: options.sort((a, b) => place.get(a.name)! - place.get(b.name)!) };
}

function asThere(
  command: string,
  option: DescribedOption,
  audit: ReadonlyMap<string, DescribedOption>,
): DescribedOption {
  const there = audit.get(option.name);
  if (there === undefined || !option.description.startsWith('as in pairlens audit')) {
    throw new Error(`pairlens ${command}: the help says of --${option.name} “${option.description}”: it is not there.`);
  }
  return { ...there, short: option.short };
}

/** The default that a description names: "(default 0)", "(default: all of them)", "best-worst (default)". */
function fallbackOf(description: string): string | null {
  const [, named] = /[(;]\s*default:? ([^;)]*(?:\([^)]*\))?[^;)]*)(?:[;)]|$)/.exec(description) ?? [];
  if (named !== undefined) return named.trim();
  const [, before] = /([\w-]+) (?:\([^)]*\) )?\((?:[^)]*[,;] )?(?:the )?default\)/.exec(description) ?? [];
  return before ?? null;
}
