import type { CommandReference, ReferenceOption } from './commandReference.ts';

/** The reference of all commands as Markdown: for each its usage, options, defaults, notes, exit codes and examples. */
export function referenceMarkdown(references: readonly CommandReference[]): string {
  return references.map(sectionOf).join('\n\n');
}

function sectionOf({ name, help, options }: CommandReference): string {
  const parts = [`### pairlens ${name}`, sentence(help.title), fenced(help.usage, 'text')];
  if (options.length > 0) parts.push(tableOf(options));
  for (const paragraph of help.paragraphs) {
    if (typeof paragraph === 'string') parts.push(escapeText(paragraph));
    else parts.push(`${paragraph.heading}:`, fenced(paragraph.lines, 'text'));
  }
  if (help.examples.length > 0)
    parts.push(help.examples.length === 1 ? 'Example:' : 'Examples:', fenced(help.examples));
  return parts.join('\n\n');
}

function tableOf(options: readonly ReferenceOption[]): string {
  const rows = options.map(({ name, short, argument, description, fallback, repeatable }) => {
    const long = `\`--${name}${argument === null ? '' : `${argument.startsWith('[') ? '' : ' '}${argument}`}\``;
    const flags = short === null ? long : `\`-${short}\`, ${long}`;
    const text =
      /several times|once for each/.test(description) || !repeatable
        ? description
        : `${description}; may be given several times`;
    return `| ${flags.replaceAll('|', '\\|')} | ${escapeText(text)} | ${fallback === null ? '' : escapeText(fallback)} |`;
  });
  return ['| option | what it does | default |', '|---|---|---|', ...rows].join('\n');
}

/** @param language - `text` where the lines are no commands that could be run */
function fenced(lines: readonly string[], language = ''): string {
  return [`\`\`\`${language}`, ...lines, '```'].join('\n');
}

function sentence(text: string): string {
  return `${escapeText(text.charAt(0).toUpperCase() + text.slice(1))}.`;
}

/** Text with the signs that Markdown and its tables would take for their own. */
function escapeText(text: string): string {
  return text.replaceAll(/[\\`*_<>|[\]]/g, sign => `\\${sign}`);
}
