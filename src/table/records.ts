/** A row of the fact columns; see `factColumns` for what each holds. */
export interface Facts {
  readonly row: number;
  readonly line: number;
  readonly key: string;
  readonly id: string | null;
  readonly listId: string | null;
  readonly promptHash: string | null;
  readonly label: string | null;
  readonly labelStrength: number | null;
  readonly annotator: string | null;
  readonly annotators: number;
  readonly annotatorNames: readonly string[];
  readonly system: string | null;
  readonly source: string | null;
  readonly modelA: string | null;
  readonly modelB: string | null;
  readonly scoreA: number | null;
  readonly scoreB: number | null;
  readonly turns: number;
  readonly charsPrompt: number;
  readonly charsA: number;
  readonly charsB: number;
  readonly wordsPrompt: number;
  readonly wordsA: number;
  readonly wordsB: number;
  /** JSON text. */
  readonly fields: string;
  readonly malformed: boolean;
}

/** What an audit has columns of its own for. */
export interface AuditShape {
  /** Ids of the ensemble's members, in the order of the records' margins. */
  readonly members: readonly string[];
  /** Names of the file's objectives, in the order of the records' objectives. */
  readonly objectives: readonly string[];
}

/** A row of the audit columns; see `auditColumns`. */
export interface AuditRecord {
  readonly row: number;
  readonly p: number | null;
  readonly pWrong: number | null;
  readonly pWrongLow: number | null;
  readonly pWrongHigh: number | null;
  readonly preferenceStrength: number | null;
  readonly spread: number | null;
  readonly consensus: number | null;
  readonly preferenceDegree: number | null;
  readonly askValue: number | null;
  readonly populationsFor: readonly string[];
  readonly populationsAgainst: readonly string[];
  readonly findings: readonly string[];
  /** Along `findings`. */
  readonly scores: readonly number[];
  readonly principlesFor: readonly string[];
  readonly principlesAgainst: readonly string[];
  /** Margins along the members that the audit was announced with; null where a member has no opinion. */
  readonly margins: readonly (number | null)[];
  /** Margins along the objectives that the audit was announced with; null where one says nothing. */
  readonly objectives: readonly (number | null)[];
}

/** A row of the verdict columns; see `verdictColumns`. */
export interface VerdictRecord {
  readonly row: number;
  readonly verdict: string | null;
  readonly given: string | null;
  readonly recorded: string | null;
  readonly note: string | null;
  readonly tags: readonly string[];
  readonly edited: boolean;
}
