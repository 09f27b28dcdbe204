import type { PrinciplesResult, Share } from './principlesResult.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const withInterval = ({ value, low, high }: Share): string =>
  `${percent(value)} (95 % interval ${percent(low)} to ${percent(high)})`;

const how = {
  plain: 'The majority of the rules that apply decides; each counts the same.',
  ranked: 'The rules are ranked: the first that applies decides.',
  weighted: 'Each rule that applies counts with its weight; the sign of the sum decides.',
} as const;

/** Text that Markdown would read as markup, made plain; line breaks become spaces. */
export function plain(text: string): string {
  return text.replaceAll(/[\r\n]+/gu, ' ').replaceAll(/[\\`*_[\]<>#|]/gu, String.raw`\$&`);
}

type Origins = readonly Pick<PrinciplesResult['principles'][number], 'origin'>[];

const count = (principles: Origins, origin: string): number => principles.filter(one => one.origin === origin).length;

/** Where the principles and their votes come from. */
function sources(principles: Origins): string {
  const measured = `${count(principles, 'measured')} measurable principles, each a fixed test on the texts, voted on every comparison.`;
  const [said, own, read] = [count(principles, 'model'), count(principles, 'user'), count(principles, 'file')];
  if (said + own + read === 0) return `${measured} No language model was used.`;
  const more = [
    ...(said > 0 ? [`${said} were proposed and voted on by a language model`] : []),
    ...(own > 0 ? [`${own} are the user's own`] : []),
    ...(read > 0 ? [`${read} come with their votes from a file of another program`] : []),
  ];
  return `${measured} ${new Intl.ListFormat('en').format(more)}. No label helped to choose a rule that ${read > 0 ? 'is known to have been' : 'was'} proposed from it.`;
}

function limits(principles: Origins): string {
  return principles.every(({ origin }) => origin === 'measured')
    ? 'Only what can be measured in the texts is tried: whether a response is true or useful is not.'
    : 'Votes of a language model can be wrong, and alike in the same way; its calibration says how far to trust them.';
}

/**
 * The constitution as a Markdown document: its rules with their figures, how it was made, and its limits.
 *
 * @param result of `runPrinciples`; its votes are not looked at
 * @param fileName of the dataset, for the title
 * @param figures of the file: whether the constitution is that of a sample
 */
export function constitutionMarkdown(
  result: Omit<PrinciplesResult, 'votes'>,
  fileName: string,
  { comparisons, fittedOn }: { readonly comparisons?: number; readonly fittedOn?: number } = {},
): string {
  const { reconstruction, why, principles } = result;
  const title = `# Constitution of ${plain(fileName)}\n`;
  if (reconstruction === null) return `${title}\nNo constitution could be made. ${why}\n`;
  const rules = principles.filter(({ place }) => place !== null).sort((x, y) => x.place! - y.place!);
  const weighted = reconstruction.decides === 'weighted';
  if (rules.length === 0) {
    return `${title}\nNo principle reconstructs the labels better than chance on comparisons left out. The labels follow none of the ${principles.length} principles that were tried.\n`;
  }
  const list = rules.map(rule => `${rule.place! + 1}. ${rule.text}`).join('\n');
  const rows = rules.map(rule => {
    const cells = [
      rule.place! + 1,
      plain(rule.short),
      rule.for,
      rule.against,
      rule.abstain,
      `${percent(rule.accuracy)} (${percent(rule.low)} to ${percent(rule.high)})`,
      percent(rule.relevance),
      rule.kappa.toFixed(2),
      `+${(100 * rule.gain!).toFixed(1)}`,
      `${reconstruction.chosenIn[rule.id] ?? 0} of ${reconstruction.folds}`,
      ...(weighted ? [rule.weight!.toFixed(2)] : []),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const head = [
    '',
    'the response that ...',
    'for',
    'against',
    'abstains',
    'accuracy',
    'relevant',
    'kappa',
    'gain, points',
    'chosen in folds',
    ...(weighted ? ['weight'] : []),
  ];
  const table = [`| ${head.join(' | ')} |`, `|${head.map(() => '---').join('|')}|`, ...rows].join('\n');
  const { n, folds, groupedBy, leftOut, ensemble, judge, ways, decides } = reconstruction;
  const lines = [
    `- This constitution: ${withInterval(reconstruction.constitution)}`,
    `- The longer response: ${withInterval(reconstruction.longerWins)}`,
    `- The more frequent side: ${withInterval(reconstruction.majority)}`,
    ...(ensemble === null ? [] : [`- The reward ensemble: ${withInterval(ensemble)}`]),
    ...(judge === null ? [] : [`- The language model without a constitution: ${withInterval(judge)}`]),
    ...(['plain', 'ranked', 'weighted'] as const)
      .filter(way => way !== decides)
      .map(way => `- A ${way} constitution instead of a ${decides} one: ${withInterval(ways[way])}`),
  ].join('\n');
  const few =
    groupedBy === 'pair'
      ? ' The file has too few prompts to keep each on one side of a split, so the figures may not hold for other prompts.'
      : '';
  const aside =
    leftOut > 0
      ? ` ${leftOut} comparisons with a suspect label were left out of the selection, not of the evaluation.`
      : '';
  const sample =
    fittedOn === undefined
      ? ''
      : ` It was chosen on a sample of ${fittedOn} of the ${comparisons} comparisons, and its figures are of these labels.`;
  return `${title}
${list}

${how[reconstruction.decides]}

## How well it reconstructs the labels

Share of ${n} labels, each judged by a constitution that was selected without it or any other comparison of its ${groupedBy}:

${lines}

## Its rules

${table}

Accuracy is the share of labels with the rule among those on which it votes; relevant is the share on which it votes; kappa is 2 (accuracy - 0.5); gain is what the rule added to the reconstruction when it joined; "chosen in folds" says how stable the choice is.

## How it was made

${sources(principles)} Rules were added one at a time, each for what it adds to the rules before it; their number and the way they decide were chosen on an inner split. Reconstruction was measured on ${folds} outer folds by ${groupedBy}, where the rules may differ from those above.${sample}${few}${aside}

## Limits

The rules describe the labels; they do not say why somebody preferred a response, nor what should be preferred. Other constitutions may fit as well. ${limits(principles)} Tests on words work on English only and abstain elsewhere.
`;
}
