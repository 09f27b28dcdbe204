import { runTask } from './runTask.ts';

/** What the machine offers, as text for the user. In a worker: drivers may take their time. */
export async function doctor(modelsFolder: string | undefined, signal: AbortSignal): Promise<string> {
  let report = '';
  const take = (text: string): void => {
    report = text;
  };
  await runTask<string>({ kind: 'doctor', modelsFolder }, { onBatch: take }, signal);
  return report;
}
