import type { Spent } from './askAll.ts';
import type { Calibration, ModeTrust } from './calibrate.ts';
import type { Joined } from './joinAlike.ts';
import type { VoteCounts } from './voteTask.ts';

/** Parts of a run that cost something. */
export type Stage = 'calibration' | 'proposals' | 'votes' | 'judge';

/** How principles came about with the help of a language model. */
export interface ModelReport {
  readonly model: string;
  readonly calibration: Calibration;
  /** Mode of the votes and how far it can be trusted; null: no votes were cast, as no mode is better than chance. */
  readonly mode: ModeTrust | null;
  readonly proposing: {
    /** `data`: the model is too weak to propose, so phrases of the data stand in. */
    readonly from: 'model' | 'data';
    readonly questions: number;
    readonly usable: number;
    readonly deaf: number;
    /** Sentences proposed, different ones after joining, and those voted on all comparisons. */
    readonly sentences: number;
    readonly clusters: number;
    readonly joined: Joined;
    readonly voted: number;
  };
  /** Counts of the final votes. */
  readonly counts: VoteCounts | null;
  /** Comparisons of which a text was cut to the token budget before it was voted on. */
  readonly cut: number;
  /** Places of comparisons whose responses look as if they spoke to a judging model. */
  readonly suspicious: readonly number[];
  /** Share of the comparisons on which the general judge is the same in both orders; null where not asked. */
  readonly judgeConsistent: number | null;
  readonly spent: Readonly<Record<Stage, Spent>>;
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;
const modeNames = {
  letters: 'a letter for every rule',
  listed: 'only the rules that apply',
  pointwise: 'one response at a time',
} as const;

const joinedInWords = ({ by, why }: Joined): string => `${by ?? 'their words'}${why === null ? '' : `, as ${why}`}`;

/** The report in sentences, for people. */
export function reportInWords(report: ModelReport): string[] {
  const { calibration, mode, proposing, counts, cut, suspicious, judgeConsistent, spent } = report;
  const all = Object.values(spent);
  const sum = (of: (one: Spent) => number): number => all.reduce((total, one) => total + of(one), 0);
  const known = `On ${calibration.comparisons} comparisons with ${calibration.rules.length} rules whose truth is known`;
  return [
    ...calibration.modes.map(
      one =>
        `${known}, ${report.model}, asked for ${modeNames[one.mode]}, is right in ${percent(one.accuracy)} of its votes, votes on ${percent(one.coverage)} of what applies and ${percent(one.spurious)} of what does not; ${percent(one.usable)} of its answers can be read${one.mode === 'pointwise' ? '' : `; the two orders contradict each other in ${percent(one.contradictory)} of the votes, ${percent(one.first)} of these for what stands first`}.`,
    ),
    calibration.rules.length === 0
      ? 'The texts differ too little in what can be measured for a calibration.'
      : mode === null
        ? 'Its votes are hardly better than chance, so it was not asked for any more.'
        : `Votes were cast with ${modeNames[mode.mode]}.`,
    proposing.from === 'model'
      ? `It proposed ${proposing.sentences} principles from ${proposing.questions} questions (${percent(proposing.usable)} usable); ${proposing.clusters} say different things (by ${joinedInWords(proposing.joined)}), ${proposing.voted} were voted on all comparisons.`
      : proposing.questions === 0
        ? `It was not asked to propose principles; ${proposing.clusters} phrases of the data stand in.`
        : `It can't propose principles (${percent(proposing.usable)} of its answers usable, ${percent(proposing.deaf)} the same whichever response was chosen); ${proposing.clusters} phrases of the data stand in.`,
    ...(counts === null || counts.asked === 0
      ? []
      : [`${percent(counts.unusable / counts.asked)} of the votes asked for had no readable answer.`]),
    ...(cut > 0 ? [`Texts of ${cut} comparisons were cut in the middle before they were shown to it.`] : []),
    ...(suspicious.length > 0
      ? [`${suspicious.length} comparisons hold text that seems to speak to a judge; look at them.`]
      : []),
    ...(judgeConsistent === null
      ? []
      : [`Asked which response is better, it is the same in both orders on ${percent(judgeConsistent)}.`]),
    `${sum(one => one.calls)} questions, ${sum(one => one.input)} tokens in (${sum(one => one.cached)} of them cached by the server), ${sum(one => one.output)} out; ${sum(one => one.lost)} without an answer.`,
  ];
}
