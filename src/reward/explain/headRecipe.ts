/** How a linear head of an audit was fitted: enough to fit the head of any fold again without choosing anew. */
export interface HeadRecipe {
  /** Per partition into folds, the index of the ridge penalty chosen for each fold. */
  readonly chosen: readonly (readonly number[])[];
  /** Calibration slope for each fold of the first partition: a calibrated margin is slope times the mean raw margin. */
  readonly slopes: readonly number[];
}

/** How the linear heads that the ensemble used were fitted, by member id. Plain JSON; a part of the audit. */
export interface ExplainRecipe {
  readonly seed: number;
  /** Number of partitions into folds. */
  readonly partitions: number;
  /** Comparisons that a sample of the file had about; absent where they were fitted on all. */
  readonly sample?: number;
  readonly heads: Readonly<Record<string, HeadRecipe>>;
  /** Names of the objectives of members that have several, in the order of `AuditedRow.objectives`. */
  readonly objectives?: Readonly<Record<string, readonly string[]>>;
}
