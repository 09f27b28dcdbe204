import type { ReportData } from '../../src/audit/reportData.ts';
import { el } from './element.ts';
import { whole } from './numbers.ts';

/** How the figures were made and what they cannot say: a paragraph each. */
export function method({ figures, principles, format }: ReportData): HTMLElement {
  const used = figures.members.filter(member => member.used).length;
  const folds = principles.reconstruction?.folds ?? 5;
  const paragraphs: (readonly [heading: string, text: string])[] = [
    [
      'Audit',
      `The file was read as ${format}. ${whole(used)} of ${whole(figures.members.length)} members judge each comparison; a member that learns from these labels judges only comparisons (and their prompts or pairs) that it was not trained on. A member whose AUROC interval includes .5 is left out. Margins are brought to one scale, averaged, and turned into p, the probability of the recorded label. p is a prediction, not a truth: members trained on the same labels share their mistakes, and a rare but right preference looks like a wrong one.`,
    ],
    ...(figures.fittedOn === undefined
      ? []
      : ([
          [
            'Sample',
            `Members were fitted on a sample of ${whole(figures.fittedOn)} comparisons, and all ${whole(figures.comparisons)} judged by them: those of the sample by the heads that did not see them, any other by the mean of all. Accuracy, flip rate, calibration, sources, annotators and principles are figures of the sample; counts, findings, lengths and strengths are of the whole file.`,
          ],
        ] as const)),
    ...(figures.notSought === undefined
      ? []
      : ([
          [
            'Not looked for',
            `A cluster judged this file, and did not look for findings of these kinds: ${figures.notSought.join(', ')}. That none is shown does not say that there is none. Consensus, preference degree and what asking is worth are not known either.`,
          ],
        ] as const)),
    [
      'Calibration',
      'One temperature is fitted to the averaged margins, again out of fold, so that among labels with a stated p of .8 about 80 % agree. The expected calibration error (ECE) is the mean distance between stated and observed shares over equal bins, in both orders of each pair. A calibrated p is right on average over this file; for a single comparison, or for a small group, it may be far off.',
    ],
    [
      'Flip rate',
      'The flip rate e is the share of recorded labels that are wrong. It can be told from p only where the ensemble is accurate; otherwise hard pairs and wrong labels look alike and just an upper bound is given. The probability that a label is wrong is e (1 − π) / p with π = (p − e) / (1 − 2e), cut to [0, 1]; the expected number of wrong labels among the first k is the sum of these. A random sample judged blind gives the rate without a model.',
    ],
    [
      'Principles',
      `${voting(principles.principles)} Accuracy is the share of labels with a principle where it votes, relevance the share where it votes, kappa 2 (accuracy − .5). The constitution was selected by what each rule adds, its size within one standard error of the best; its reconstruction was measured on ${whole(folds)} folds by ${principles.reconstruction?.groupedBy ?? 'prompt'} that the selection never saw, an undecided comparison counting half. Principles describe labels and explain no motives; several constitutions may fit as well.`,
    ],
  ];
  return el(
    'section',
    { class: 'method' },
    el('h2', {}, 'How it was computed, and its limits'),
    el('div', {}, ...paragraphs.map(([heading, text]) => el('p', {}, el('b', {}, `${heading}. `), text))),
  );
}

/** Who votes, and how. */
function voting(principles: ReportData['principles']['principles']): string {
  const measured = principles.filter(({ origin }) => origin === 'measured').length;
  const said = principles.length - measured;
  const tests = `${whole(measured)} measurable principles vote on every comparison by fixed tests on the texts`;
  return said === 0
    ? `${tests}; what cannot be measured in a text (is it true? is it useful?) is not among them.`
    : `${tests}; on ${whole(said)} more, in words, a language model voted on the comparisons that it read, in both orders or one response at a time.`;
}
