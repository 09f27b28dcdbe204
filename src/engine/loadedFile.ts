import { access } from 'node:fs/promises';
import type { WrittenRows } from '../dataset/addedRecords.ts';
import type { FileDataset } from '../dataset/fileDataset.ts';
import { openDataset } from '../dataset/openDataset.ts';
import { sidecarPath } from '../dataset/sidecar.ts';
import type { OpenParams } from '../protocol/opening.ts';
import { parquetToJsonLines } from '../table/parquetToJsonLines.ts';
import { factsPlace } from './factsPlace.ts';
import { fileOptions, taskFile } from './fileOptions.ts';
import { FilePlaces } from './filePlaces.ts';
import type { TaskFile } from './taskTypes/taskFile.ts';
import { UserError } from './userError.ts';

/** How a file is loaded. */
export interface Loading {
  /** More rows were indexed. */
  readonly onProgress: () => void;
  readonly signal?: AbortSignal;
}

/** A document's file as it was read at one time; a revert loads it anew. */
export class LoadedFile {
  readonly dataset: FileDataset;
  /** Where the facts of its content are kept, or are to be; null: nowhere, see `factsPlace`. */
  readonly place: string | null;
  readonly #params: OpenParams;
  readonly #replaced = new AbortController();
  #hasSidecar: boolean;

  private constructor(params: OpenParams, dataset: FileDataset, place: string | null, hasSidecar: boolean) {
    this.#params = params;
    this.dataset = dataset;
    this.place = place;
    this.#hasSidecar = hasSidecar;
  }

  /** @throws UserError or DatasetError that says why the file can't be opened */
  static async open(params: OpenParams, { onProgress, signal }: Loading): Promise<LoadedFile> {
    const { path, written = [] } = params;
    const place = await factsPlace(taskFile(params, written));
    const dataset = await openDataset(path, {
      ...fileOptions(params),
      parquet: parquetToJsonLines,
      ...(written.length === 0 ? {} : { written }),
      ...(signal === undefined ? {} : { signal }),
      onProgress,
    });
    return new LoadedFile(params, dataset, place, await exists(sidecarPath(dataset.path)));
  }

  /** Path of the facts that are kept of the file, where they are there; null where not. */
  async keptFacts(): Promise<string | null> {
    const { place } = this;
    // Another content may have come to the path before it was opened.
    if (place === null || place !== (await factsPlace(this.file))) return null;
    return (await exists(place)) ? place : null;
  }

  /** True if there is a review file beside the dataset. */
  get hasSidecar(): boolean {
    return this.#hasSidecar;
  }

  /** Records of added comparisons that the file holds. */
  get written(): WrittenRows {
    return [...this.dataset.contents.added];
  }

  /** Where rows stand in the file on disk. */
  get places(): FilePlaces {
    return new FilePlaces(this.written.map(([row, { after }]) => [row, after]));
  }

  /** The file as a worker opens it. */
  get file(): TaskFile {
    return taskFile(this.#params, this.written);
  }

  /** Raised when the file is loaded anew: what was begun on this one must not be shown on the next. */
  get replaced(): AbortSignal {
    return this.#replaced.signal;
  }

  /** A save may have made the review file. */
  async saved(): Promise<void> {
    this.#hasSidecar = await exists(sidecarPath(this.dataset.path));
  }

  /** Ends what was begun on it, for another loading takes its place; it is to be closed all the same. */
  replace(): void {
    this.#replaced.abort(new UserError('The file was loaded anew while it was being audited. Run the audit again.'));
  }

  async close(): Promise<void> {
    await this.dataset.close();
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
