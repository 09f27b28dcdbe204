/** Every request names its document by the id that the host gave it. */
export interface OnDocument {
  readonly doc: string;
}
