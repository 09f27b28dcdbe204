/** How the review file knows a row of the file. */
export interface SidecarRef {
  readonly key: string;
  /** Comparisons of the key before it, those that this session added left out. */
  readonly occurrence: number;
}
