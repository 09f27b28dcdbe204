import { readFile } from '../cliFile.ts';
import { UsageError } from '../exitCode.ts';
import { chosenModels, memberOptions } from '../memberOptions.ts';
import { annotatorsText } from '../output/annotatorsText.ts';
import { commonOptions, onlyFile, parseCommand, wholeNumber } from '../parseCommand.ts';
import { sameAudit } from '../runAudit.ts';
import type { Terminal } from '../terminal.ts';

const options = {
  ...commonOptions,
  ...memberOptions,
  seed: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** `pairlens annotators FILE`. */
export async function annotatorsCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseCommand('annotators', args, options);
  const path = onlyFile('annotators', positionals);
  const models = await chosenModels(values);
  const file = await readFile(path, values, terminal);
  try {
    const { figures } = await sameAudit(file, wholeNumber('seed', values.seed ?? '0', 0), models, terminal);
    if (figures.annotation === null) {
      throw new UsageError(
        `${path} names fewer than two annotators. Several are read from lists of votes or annotations in a record, or from a column such as "annotator" (docs/formats.md).`,
      );
    }
    terminal.out(
      values.json === true ? JSON.stringify(figures.annotation) : annotatorsText(figures.annotation, terminal.style),
    );
    return 0;
  } finally {
    await file.dataset.close();
  }
}
