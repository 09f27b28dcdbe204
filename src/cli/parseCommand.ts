import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './exitCode.ts';
import { didYouMean } from './nearest.ts';

/** Options of a command, as Node's parser takes them. */
export type Options = NonNullable<ParseArgsConfig['options']>;

/** What a command line holds after its command: values by option name, and the rest. */
export interface Parsed<T extends Options> {
  readonly values: {
    readonly [K in keyof T as T[K] extends WithDefault ? K : never]: Value<T[K]>;
  } & { readonly [K in keyof T as T[K] extends WithDefault ? never : K]?: Value<T[K]> };
  readonly positionals: readonly string[];
}

interface WithDefault {
  readonly default: string;
}

type Value<O> = O extends { readonly type: 'boolean' }
  ? boolean
  : O extends { readonly multiple: true }
    ? string[]
    : string;

/** Options that every command knows. */
export const commonOptions = {
  help: { type: 'boolean', short: 'h' },
  quiet: { type: 'boolean', short: 'q' },
  format: { type: 'string', short: 'f' },
  map: { type: 'string', short: 'm' },
  pairs: { type: 'string' },
  'ignore-review': { type: 'boolean' },
} as const satisfies Options;

const dashed = (name: string): string => `--${name}`;

/** Parses the arguments of a command. @throws UsageError with what to write instead */
export function parseCommand<const T extends Options>(command: string, args: readonly string[], options: T): Parsed<T> {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    return { values: values as unknown as Parsed<T>['values'], positionals };
  } catch (error) {
    const message = error instanceof Error ? error.message.split('. ')[0] : String(error);
    const mistyped = /Unknown option '--([^']+)'/.exec(message ?? '')?.[1];
    const near = mistyped === undefined ? '' : didYouMean(`--${mistyped}`, Object.keys(options).map(dashed));
    throw new UsageError(`${message}.${near} See: pairlens ${command} --help`);
  }
}

/** The one file that a command is about. @throws UsageError unless exactly one is named */
export function onlyFile(command: string, positionals: readonly string[]): string {
  const [file, ...more] = positionals;
  if (file === undefined)
    throw new UsageError(`Name a file: pairlens ${command} FILE. See: pairlens ${command} --help`);
  if (more.length > 0)
    throw new UsageError(`One file at a time: leave out ${more.map(m => JSON.stringify(m)).join(', ')}.`);
  return file;
}

/** A whole number of at least `least`. @throws UsageError */
export function wholeNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least) {
    throw new UsageError(`--${option} ${JSON.stringify(text)}: write a whole number of at least ${least}.`);
  }
  return value;
}
