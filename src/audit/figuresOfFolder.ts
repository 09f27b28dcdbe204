import type { Figures, MemberFigures } from '../reward/figures.ts';
import { type FindingKind, findingKinds } from '../reward/finding.ts';
import { AuditFolderError } from './auditFolderError.ts';

/** What is said where a folder's figures leave something out. */
const notKnown = 'the folder of this audit does not say';

const unknownMember: Omit<MemberFigures, 'id' | 'name' | 'kind'> = {
  used: true,
  why: '',
  coverage: 1,
  accuracy: null,
  auroc: null,
  ece: null,
  onAnchors: null,
  adds: null,
  run: null,
};

/**
 * The figures of an audit's folder; what it leaves out, as scale/ray does with all that takes the texts, is unknown.
 *
 * @throws AuditFolderError where it holds no figures of an audit
 */
export function figuresOfFolder(read: Readonly<Record<string, unknown>>, folder: string): Figures {
  const { comparisons, findings, members } = read;
  if (typeof comparisons !== 'number' || typeof findings !== 'object' || findings === null) {
    throw new AuditFolderError(`${folder}: figures.json holds no figures of an audit. Write the audit anew.`);
  }
  const none = Object.fromEntries(findingKinds.map(kind => [kind, 0])) as Record<FindingKind, number>;
  const nothing: Omit<Figures, 'comparisons' | 'findings' | 'members'> = {
    labelled: 0,
    ties: 0,
    bothBad: 0,
    unlabelled: 0,
    malformed: 0,
    accuracy: null,
    auroc: null,
    longerWins: null,
    flipRate: { known: false, upper: 1, why: notKnown },
    expectedWrong: [],
    review: { anchors: 0, onAnchors: null, list: null, random: null, says: [] },
    judges: null,
    calibration: null,
    strength: [],
    firstPreferred: null,
    sources: [],
    annotators: [],
    annotation: null,
    models: null,
    objectives: null,
    orientation: { verdict: 'cannot tell', why: notKnown },
    advice: [],
    work: { texts: 0, counted: 0, preparing: 0, members: 0, inference: 0, findings: 0, principles: 0 },
    seconds: 0,
    seed: 0,
  };
  const named = (Array.isArray(members) ? members : []) as readonly Pick<MemberFigures, 'id' | 'name' | 'kind'>[];
  const known = read as Partial<Figures>;
  return {
    ...nothing,
    ...known,
    // Folders of before do not say what chance would show.
    calibration: known.calibration?.eceByChance === undefined ? null : known.calibration,
    comparisons,
    findings: { ...none, ...findings },
    members: named.map(member => ({ ...unknownMember, ...member })),
  };
}
