import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { FieldMap } from '../../dataset/fieldMap.ts';
import type { Figures } from '../../reward/figures.ts';
import type { FileHabits } from '../../reward/findings/check.ts';
import type { FittedEnsemble } from '../../reward/fitted/fittedEnsemble.ts';
import type { AuditedPrinciples } from '../audit.ts';
import { checkEnsemble } from './checkEnsemble.ts';
import { EnsembleError } from './ensembleError.ts';
import { type Packed, pack, unpack } from './packArrays.ts';

/** Changed when folders of older versions can't be read. */
const layout = 4;
const headFile = 'ensemble.json';
const arrayFile = 'arrays.bin';
const figuresFile = 'figures.json';
const principlesFile = 'principles.json';
/** Far more than fifty thousand comparisons make. */
const mostHeadBytes = 64 << 20;
const mostArrayBytes = 2 ** 31;

/** A fitted ensemble with what it was fitted on. */
export interface KeptEnsemble {
  readonly ensemble: FittedEnsemble;
  /** Ids of the principles that vote on what is scored, strongest first. */
  readonly principles: readonly string[];
  /** How the sample is written as a whole: what findings about texts go by. */
  readonly habits: FileHabits;
  /** Format of the sample, by which `pairlens score` reads what it is given. */
  readonly format: string;
  readonly map: FieldMap | null;
  /** Version of PairLens that fitted it. */
  readonly version: string;
}

/** What an audit says of the sample: no judge needs it, and whoever gathers scores takes it for all that rests on labels. */
export interface EnsembleSample {
  readonly figures: Omit<Figures, 'seconds'>;
  readonly principles: AuditedPrinciples;
}

interface Head extends Omit<KeptEnsemble, 'ensemble'> {
  readonly pairlensEnsemble: number;
  readonly arrays: { readonly bytes: number; readonly sha256: string };
  readonly ensemble: Packed;
}

/** Writes a fitted ensemble to a folder that is not there yet: all of it or nothing. @throws EnsembleError */
export async function writeEnsemble(
  { ensemble, ...kept }: KeptEnsemble,
  { figures, principles }: EnsembleSample,
  folder: string,
): Promise<void> {
  const target = resolve(folder);
  await mkdir(dirname(target), { recursive: true });
  const work = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  try {
    const { json, bytes } = pack(ensemble);
    const arrays = { bytes: bytes.length, sha256: sha256(bytes) };
    const head: Head = { pairlensEnsemble: layout, ...kept, arrays, ensemble: json };
    const path = join(work, arrayFile);
    await writeFile(path, bytes);
    const handle = await open(path, 'r+');
    await handle.sync().finally(() => handle.close());
    await writeFile(join(work, headFile), `${JSON.stringify(head)}\n`);
    await writeFile(join(work, figuresFile), `${JSON.stringify(figures, null, 2)}\n`);
    await writeFile(join(work, principlesFile), `${JSON.stringify(principles, null, 2)}\n`);
    // Temporary folders are private; the result is as open as any other folder.
    await chmod(work, 0o777 & ~process.umask());
    await rename(work, target).catch(() => {
      throw new EnsembleError(folder, 'there is something of this name already', 'Name a folder that is not there yet');
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Reads a folder that `writeEnsemble` wrote; its content is not trusted. @throws EnsembleError */
export async function readEnsemble(folder: string): Promise<KeptEnsemble> {
  const again = 'Fit it again with: pairlens fit SAMPLE -o FOLDER';
  const text = (await readLimited(folder, headFile, mostHeadBytes)).toString('utf8');
  let head: Partial<Head> | null;
  try {
    head = JSON.parse(text) as Partial<Head> | null;
  } catch {
    throw new EnsembleError(folder, `${headFile} is not JSON`, again);
  }
  if (head?.pairlensEnsemble !== layout) {
    throw new EnsembleError(folder, `${headFile} is of another version, or no ensemble at all`, again);
  }
  const { arrays, ensemble, principles, habits, format, map, version } = head;
  const bytes = await readLimited(folder, arrayFile, mostArrayBytes);
  if (bytes.length !== arrays?.bytes || sha256(bytes) !== arrays.sha256) {
    throw new EnsembleError(
      folder,
      `${arrayFile} is not the file that ${headFile} was written with`,
      'Copy both again',
    );
  }
  if (typeof format !== 'string' || typeof version !== 'string' || (map !== null && typeof map !== 'object')) {
    throw new EnsembleError(folder, `${headFile} lacks the format of the sample`, again);
  }
  if (!Array.isArray(principles) || !principles.every(id => typeof id === 'string')) {
    throw new EnsembleError(folder, `${headFile} does not say which principles vote`, again);
  }
  if (typeof habits?.prompts !== 'boolean' || typeof habits.openEnds !== 'boolean') {
    throw new EnsembleError(folder, `${headFile} does not say how the sample is written`, again);
  }
  try {
    const unpacked = unpack(ensemble as Packed, bytes);
    return { ensemble: checkEnsemble(unpacked), principles, habits, format, map: map as FieldMap | null, version };
  } catch (error) {
    const why = error instanceof RangeError || error instanceof TypeError ? error.message : String(error);
    throw new EnsembleError(folder, `it does not hold together: ${why}`, again);
  }
}

async function readLimited(folder: string, name: string, most: number): Promise<Buffer> {
  const path = join(folder, name);
  try {
    const { size } = await stat(path);
    if (size > most) throw new EnsembleError(folder, `${name} is too large to be one of an ensemble`, 'Fit it again');
    return await readFile(path);
  } catch (error) {
    if (error instanceof EnsembleError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new EnsembleError(folder, `${name} can't be read (${code})`, 'Name a folder that pairlens fit wrote');
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
