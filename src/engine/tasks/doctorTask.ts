import { doctorReport } from '../../audit/doctor.ts';
import type { DoctorTask } from '../taskTypes/doctor.ts';

/** Posts what the machine offers, as text for the user. */
export async function doctorTask({ modelsFolder }: DoctorTask, post: (report: string) => Promise<void>): Promise<void> {
  await post(await doctorReport(undefined, modelsFolder));
}
