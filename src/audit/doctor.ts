import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { arch, cpus, freemem, platform, release, totalmem } from 'node:os';
import { DuckDBInstance, version as duckdbVersion } from '@duckdb/node-api';
import { formats } from '../dataset/formats.ts';
import { modelsFolder } from '../models/modelsFolder.ts';
import { modelsState, runtimeState } from './doctorModels.ts';

/**
 * Lines that tell whether PairLens can work on this machine, and with what.
 *
 * @param storage - folder for expanded files and caches
 * @param modelsSetting - folder of models that the user's settings name
 */
export async function doctorReport(storage?: string, modelsSetting?: string): Promise<string> {
  const models = modelsFolder(process.env, process.platform, modelsSetting);
  const gib = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
  const lines: [string, string][] = [
    ['Node', `${process.version}${nodeIsOldEnough() ? '' : ' (20 or newer is needed)'}`],
    ['Platform', `${platform()} ${arch()}, ${release()}`],
    ['Processor', `${cpus().length} cores, ${cpus()[0]?.model.trim() ?? 'unknown'}`],
    ['Memory', `${gib(totalmem())}, ${gib(freemem())} free`],
    ['DuckDB', await duckdbState()],
    ['ONNX Runtime', await runtimeState(models)],
    ['Models', await modelsState(models)],
    ...(storage === undefined ? [] : ([['Storage', await storageState(storage, gib)]] as [string, string][])),
    ['Formats', formats.map(format => `${format.id} (${format.name})`).join('\n')],
  ];
  const width = Math.max(...lines.map(([name]) => name.length)) + 2;
  return lines.map(([name, text]) => name.padEnd(width) + text.replaceAll('\n', `\n${' '.repeat(width)}`)).join('\n');
}

function nodeIsOldEnough(): boolean {
  return Number(process.versions.node.split('.')[0]) >= 20;
}

async function duckdbState(): Promise<string> {
  try {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const answer = await connection.runAndReadAll('select 6 * 7');
    connection.closeSync();
    instance.closeSync();
    return `${duckdbVersion()}${Number(answer.value(0, 0)) === 42 ? ', works' : ', gives wrong answers'}`;
  } catch (error) {
    return `does not work: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function storageState(folder: string, gib: (bytes: number) => string): Promise<string> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    const { bavail, bsize } = await statfs(folder);
    return `${folder}, ${gib(bavail * bsize)} free`;
  } catch (error) {
    return `${folder} can't be written: ${error instanceof Error ? error.message : String(error)}`;
  }
}
