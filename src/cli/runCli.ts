import { AuditFolderError } from '../audit/auditFolderError.ts';
import { EnsembleError } from '../audit/fitted/ensembleError.ts';
import { DatasetError } from '../dataset/datasetError.ts';
import { ExportError } from '../export/exportError.ts';
import { LlmError } from '../llm/llmError.ts';
import { ModelError } from '../models/modelError.ts';
import { TableError } from '../table/tableError.ts';
import { modelExitCode } from './commands/models.ts';
import { commands } from './commands.ts';
import { exitCode, UsageError } from './exitCode.ts';
import { help } from './help.ts';
import { didYouMean } from './nearest.ts';
import { safeText } from './output/safeText.ts';
import { processTerminal, type Terminal } from './terminal.ts';
import { programVersion } from './version.ts';

/** What is left by commands that write as they go. */
const afterInterrupt: Readonly<Record<string, string>> = {
  models: 'what came so far is kept.',
  score: 'the lines written so far are whole.',
};

/** Runs a command line (without the program's name). Settles with the exit code; never rejects. */
export async function runCli(args: readonly string[]): Promise<number> {
  const stop = new AbortController();
  const interrupt = (): void => {
    // A second Ctrl+C does not wait for anything.
    if (stop.signal.aborted) process.exit(exitCode.interrupted);
    stop.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  const quiet = args.includes('--quiet') || args.includes('-q');
  const terminal = processTerminal(quiet, stop.signal);
  try {
    return await dispatch(args, terminal);
  } catch (error) {
    terminal.progress.clear();
    return explain(error, stop.signal, args);
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

async function dispatch(args: readonly string[], terminal: Terminal): Promise<number> {
  const [first, ...rest] = args;
  if (first === undefined) {
    process.stderr.write(help.pairlens);
    return exitCode.usage;
  }
  if (first === '--version' || first === '-V') {
    terminal.out(programVersion());
    return exitCode.ok;
  }
  if (first === '--help' || first === '-h' || first === 'help') {
    terminal.out((help[rest[0] ?? 'pairlens'] ?? help.pairlens).trimEnd());
    return exitCode.ok;
  }
  const command = Object.hasOwn(commands, first) ? commands[first] : undefined;
  if (command === undefined) {
    throw new UsageError(
      `There is no command ${JSON.stringify(first)}.${didYouMean(first, Object.keys(commands))} Commands: ${Object.keys(commands).join(', ')}.`,
    );
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.out(help[first]!.trimEnd());
    return exitCode.ok;
  }
  return command.run(rest, terminal);
}

function explain(error: unknown, signal: AbortSignal, args: readonly string[]): number {
  const say = (text: string): void => void process.stderr.write(`pairlens: ${safeText(text)}\n`);
  if (signal.aborted) {
    say(`interrupted; ${afterInterrupt[args[0] ?? ''] ?? 'nothing was written.'}`);
    return exitCode.interrupted;
  }
  if (error instanceof UsageError || error instanceof TableError) {
    say(error.message);
    return exitCode.usage;
  }
  if (error instanceof ExportError) {
    say(error.message);
    return error.kind === 'nothing' ? exitCode.unreadable : exitCode.usage;
  }
  if (
    error instanceof EnsembleError ||
    error instanceof AuditFolderError ||
    error instanceof DatasetError ||
    error instanceof LlmError
  ) {
    say(error.message);
    return exitCode.unreadable;
  }
  if (error instanceof ModelError) {
    say(error.message);
    return modelExitCode(error);
  }
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof Error && code !== undefined) {
    say(error.message);
    return exitCode.unreadable;
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  say(`a mistake in the program, ${programVersion()}, not in your file. Please report it, with these lines:\n${trace}`);
  return exitCode.fault;
}
