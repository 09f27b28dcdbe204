/** Tries what the machine offers and posts a report. */
export interface DoctorTask {
  readonly kind: 'doctor';
  readonly modelsFolder: string | undefined;
}
