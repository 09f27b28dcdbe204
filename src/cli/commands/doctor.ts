import { doctorReport } from '../../audit/doctor.ts';
import { exitCode, UsageError } from '../exitCode.ts';
import { storageFolder } from '../storage.ts';
import type { Terminal } from '../terminal.ts';
import { programVersion } from '../version.ts';

/** `pairlens doctor`. */
export async function doctorCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  if (args.length > 0) throw new UsageError('pairlens doctor takes no arguments.');
  terminal.out(`pairlens ${programVersion()}\n`);
  terminal.out(await doctorReport(storageFolder(process.env, process.platform)));
  return exitCode.ok;
}
