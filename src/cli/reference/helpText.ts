/** An option as a help text describes it. */
export interface DescribedOption {
  /** Without its dashes. */
  readonly name: string;
  readonly short: string | null;
  /** Word that stands for its value ("DIR"); null for a switch. Unknown, as null, where it is described elsewhere. */
  readonly argument: string | null;
  readonly description: string;
  /** Whether the text refers to another command ("as in pairlens audit") for it. */
  readonly elsewhere: boolean;
}

/** What a help text says, in its order. */
export interface HelpText {
  /** What the command is for: the first line after its name. */
  readonly title: string;
  /** Lines of the usage. */
  readonly usage: readonly string[];
  readonly options: readonly DescribedOption[];
  /** Paragraphs between options and examples, each in one line; lists of lines under a heading stay lines. */
  readonly paragraphs: readonly (string | { readonly heading: string; readonly lines: readonly string[] })[];
  readonly examples: readonly string[];
}

/** Column in which descriptions begin. */
const textColumn = 26;

/**
 * Reads a help text: a title, then blocks between empty lines, of which those with a heading ("Usage:", "Options:",
 * "Examples:") hold lines indented by two.
 *
 * @throws SyntaxError for a line of options that is in no form known
 */
export function readHelp(text: string): HelpText {
  const [first = '', ...blocks] = text.trimEnd().split(/\n\n+/);
  const usage: string[] = [];
  const options: DescribedOption[] = [];
  const paragraphs: HelpText['paragraphs'][number][] = [];
  const examples: string[] = [];
  for (const block of blocks) {
    const lines = block.split('\n');
    const heading = /^[A-Z][a-z ]*:$/.test(lines[0]!) ? lines[0]!.slice(0, -1) : null;
    const rest = lines.slice(1);
    if (heading === null) paragraphs.push(lines.map(line => line.trim()).join(' '));
    else if (heading === 'Usage') usage.push(...rest.map(line => line.slice(2)));
    else if (/^Options\b/.test(heading)) options.push(...readOptions(rest));
    else if (/^Examples?$/.test(heading)) examples.push(...rest.map(line => line.trim()));
    else paragraphs.push({ heading, lines: rest.map(line => line.trim()) });
  }
  return { title: first.replace(/^pairlens( \w+)?: /, ''), usage, options, paragraphs, examples };
}

function readOptions(lines: readonly string[]): DescribedOption[] {
  const entries: string[][] = [];
  for (const line of lines) {
    if (line.startsWith(' '.repeat(textColumn))) entries.at(-1)?.push(line.trim());
    else entries.push([line]);
  }
  return entries.flatMap(([head = '', ...more]) => {
    if (/^as in pairlens /.test(more[0] ?? '')) return elsewhere(head, more.join(' '));
    const match = /^ {2}(?:-(\w), | {4})--([\w-]+)(?:(?: |(?=\[))(\S+))?(?: +(.*))?$/.exec(head.trimEnd());
    const [, short = null, name, argument = null, begin = ''] = match ?? [];
    if (name === undefined) throw new SyntaxError(`A help text has a line of options in no known form: “${head}”`);
    const word = argument !== null && /^[A-Z]/.test(argument) ? argument : null;
    const description = [word === null ? [argument, begin].filter(Boolean).join(' ') : begin, ...more].join(' ');
    return [{ name, short, argument: word, description, elsewhere: false }];
  });
}

/** `-f, --format F; --models; --without:` with "as in pairlens audit" below it. */
function elsewhere(head: string, description: string): DescribedOption[] {
  return head
    .trim()
    .slice(0, -1)
    .split(/;\s*/)
    .map(part => {
      const [, short = null, name, argument = null] = /^(?:-(\w), )?--([\w-]+)(?: (\S+))?$/.exec(part) ?? [];
      if (name === undefined) throw new SyntaxError(`A help text has options in no known form: “${part}”`);
      return { name, short, argument, description, elsewhere: true };
    });
}
