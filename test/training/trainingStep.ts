import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TrainingExport } from '../../src/export/trainingExport.ts';
import { trainingPython } from '../support/trainingPython.ts';

/** What a step of training came to. */
export interface Step {
  /** Options of the trainer's configuration, as the export's lines name them. */
  readonly options: string;
  /** Of TRL. */
  readonly version: string;
  /** Rows that the trainer kept. */
  readonly rows: number;
  readonly test_rows: number;
  readonly steps: number;
  readonly loss: number;
  /** Whether the step changed a weight. */
  readonly moved: boolean;
  readonly columns: readonly string[];
}

/**
 * One step of one of TRL's trainers on a split export, with the options that its lines name.
 *
 * @throws Error with what Python said
 */
export function trainingStep(trainer: 'DPO' | 'KTO' | 'Reward', { files, trainers }: TrainingExport): Step {
  const lines = trainers.find(one => one.trainer.startsWith(`TRL ${trainer}Trainer`))!.lines;
  const options = new RegExp(`${trainer}Config\\((.*)\\)`).exec(lines)![1]!;
  const job = { trainer, train: files[0]!.path, test: files[1]!.path, options };
  const output = execFileSync(trainingPython()!, [fileURLToPath(new URL('steps.py', import.meta.url))], {
    input: JSON.stringify(job),
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  return { ...(JSON.parse(output.trim().split('\n').at(-1)!) as Step), options };
}
