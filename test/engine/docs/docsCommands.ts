import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A command line of the documentation. */
export interface DocsCommand {
  readonly page: string;
  /** Line of the page, from 1. */
  readonly line: number;
  /** As a shell would take it, without its comment, `npx` and `$`. */
  readonly text: string;
}

/** Languages of fenced blocks whose lines are no commands. */
const otherLanguages = /^(text|json|jsonl|yaml|yml|toml|python|py|ts|js|md|markdown|sql|html|csv)$/;
/** Programs whose lines in a block are commands. */
const programs = /^(pairlens|npm|npx|node|python3?|ray|code|cargo|zcat|ray\/bin\/\w+) /;

/** All command lines in blocks (fenced, or indented by four) of the pages for users and maintainers, and of the example workflow. */
export function docsCommands(): DocsCommand[] {
  const pages = [
    'README.md',
    'CONTRIBUTING.md',
    'samples/README.md',
    ...readdirSync('docs').map(file => join('docs', file)),
  ];
  const inPages = pages
    .filter(page => page.endsWith('.md'))
    .flatMap(page => commandsOf(page, readFileSync(page, 'utf8')));
  return [...inPages, ...commandsOfWorkflow('docs/examples/audit-gate.yml')];
}

/** The folded commands (`run: >`) of a workflow, with the file that GitHub names for a summary under a name of its own. */
function commandsOfWorkflow(page: string): DocsCommand[] {
  const content = readFileSync(page, 'utf8');
  return [...content.matchAll(/^( *)- run: >\n((?:\1 {4}.*\n)+)/gm)].map(({ index, 2: folded = '' }) => ({
    page,
    line: content.slice(0, index).split('\n').length,
    text: folded
      .trim()
      .replaceAll(/\s+/g, ' ')
      .replace(/^npx --yes /, '')
      .replace('"$GITHUB_STEP_SUMMARY"', 'job.md'),
  }));
}

/** The command lines of a page. */
export function commandsOf(page: string, content: string): DocsCommand[] {
  const commands: DocsCommand[] = [];
  let fence: string | null = null;
  for (const [i, line] of content.split('\n').entries()) {
    const [, opened] = /^```(\w*)/.exec(line) ?? [];
    if (opened !== undefined) fence = fence === null ? opened : null;
    else if (fence !== null ? !otherLanguages.test(fence) : /^ {4}\S/.test(line)) {
      // What follows three spaces, or a hash sign, is said about the command.
      const text = line
        .trim()
        .replace(/^\$ /, '')
        .replace(/^npx (--yes )?(?=pairlens )/, '')
        .replace(/ {3,}.*$| +# .*$/, '');
      if (programs.test(`${text} `)) commands.push({ page, line: i + 1, text });
    }
  }
  return commands;
}
