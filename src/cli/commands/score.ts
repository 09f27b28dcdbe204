import { once } from 'node:events';
import { readEnsemble } from '../../audit/fitted/ensembleFolder.ts';
import { scoreStream } from '../../audit/fitted/scoreStream.ts';
import { type Choice, chooseFormat } from '../../dataset/detectFormat.ts';
import { parseJson } from '../../dataset/jsonLines.ts';
import { parseFieldMap } from '../../dataset/parseFieldMap.ts';
import { exitCode, UsageError } from '../exitCode.ts';
import { parseCommand } from '../parseCommand.ts';
import type { Terminal } from '../terminal.ts';

/** What the parser of `pairlens score` knows. */
export const scoreOptions = {
  help: { type: 'boolean', short: 'h' },
  quiet: { type: 'boolean', short: 'q' },
  format: { type: 'string', short: 'f' },
  map: { type: 'string', short: 'm' },
} as const;

/** `pairlens score FOLDER`, a filter from stdin to stdout. */
export async function scoreCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseCommand('score', args, scoreOptions);
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) {
    throw new UsageError('Name one ensemble: pairlens score FOLDER < comparisons.jsonl. See: pairlens score --help');
  }
  const { ensemble, principles, habits, format, map } = await readEnsemble(folder);
  const given = values.map === undefined ? null : mapOf(values.map);
  const choose = (first: readonly Buffer[]): Choice => {
    const records = first.flatMap(bytes => {
      const parsed = parseJson(bytes.toString('utf8'));
      return parsed.ok ? [parsed.record] : [];
    });
    if (given !== null) return pairsOnly(chooseFormat('stdin', records, { map: given }));
    const asked = values.format ?? format;
    // The format of the sample is taken without a look at the lines, the first of which may all be damaged.
    const choice = chooseFormat('stdin', values.format === undefined ? [] : records, { format: asked });
    return pairsOnly(values.format === undefined ? { ...choice, map } : choice);
  };
  const { stdin, stdout } = process;
  const stop = (): void => void stdin.destroy();
  terminal.signal.addEventListener('abort', stop, { once: true });
  try {
    const write = async (text: string): Promise<void> => {
      if (!stdout.write(text)) await once(stdout, 'drain', { signal: terminal.signal });
    };
    const { lines, malformed } = await scoreStream(stdin, write, {
      ensemble,
      principles,
      habits,
      choose,
      signal: terminal.signal,
    });
    terminal.signal.throwIfAborted();
    terminal.note(`${lines} lines scored, ${malformed} of them malformed.`);
    return exitCode.ok;
  } finally {
    terminal.signal.removeEventListener('abort', stop);
  }
}

/** @throws UsageError for a format of which a line makes several comparisons */
function pairsOnly(choice: Choice): Choice {
  if (choice.format.rows === undefined && choice.format.gather === undefined) return choice;
  throw new UsageError(
    `${choice.format.name}: a line makes several comparisons, and a line of scores belongs to one. Make pairs first: pairlens convert FILE -o pairs.jsonl --to openai`,
  );
}

function mapOf(text: string): ReturnType<typeof parseFieldMap> {
  try {
    return parseFieldMap(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`--map ${JSON.stringify(text)}: ${error.message}`);
    throw error;
  }
}
