import { doctorReport } from '../audit/doctor.ts';

/** What the machine offers, as text for the user. */
export function doctor(): Promise<string> {
  return doctorReport();
}
