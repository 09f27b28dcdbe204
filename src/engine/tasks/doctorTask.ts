import { doctorReport } from '../../audit/doctor.ts';
import type { DoctorTask } from '../workerTask.ts';

/** Posts what the machine offers, as text for the user. */
export async function doctorTask({ modelsFolder }: DoctorTask, post: (report: string) => Promise<void>): Promise<void> {
  await post(await doctorReport(undefined, modelsFolder));
}
