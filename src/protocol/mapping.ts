import { RequestType } from 'vscode-jsonrpc';
import type { SampledField } from '../dataset/mapping/describeFields.ts';
import type { MapDraft } from '../dataset/mapping/mapDraft.ts';
import type { MapPreview } from '../dataset/mapping/previewMap.ts';

/** A file whose fields are mapped; it need not be open. */
export interface MappedFile {
  readonly path: string;
  /** Folder for expanded files. */
  readonly storage: string;
}

/** What a form for mapping fields begins with. */
export interface MappingSamples {
  /** Fields of the sampled records. */
  readonly fields: readonly SampledField[];
  readonly sampled: number;
  /** What the names of the fields suggest, or the map that is in use. */
  readonly draft: MapDraft;
}

/** What the host tells the form when its page is ready. */
export interface MappingStart extends MappingSamples {
  readonly fileName: string;
  /** Why the file was not read without a map; null where it was. */
  readonly trouble: string | null;
  /** Where the map is kept: "the workspace's settings". */
  readonly keptIn: string;
}

/** Requests to the engine: records of a file, and what a draft makes of them. Null: the file holds nothing to map. */
export const mappingSamplesRequest = new RequestType<
  MappedFile & {
    /** The map in use, as `--map` takes it. */
    readonly map?: string;
  },
  MappingSamples | null,
  void
>('mappingSamples');
export const mapPreviewRequest = new RequestType<MappedFile & { readonly draft: MapDraft }, MapPreview, void>(
  'mapPreview',
);

/** Requests of the form's page to the host. */
export const mappingReadyRequest = new RequestType<void, MappingStart, void>('mappingReady');
export const draftPreviewRequest = new RequestType<MapDraft, MapPreview, void>('draftPreview');
/** Keeps the map and shows the comparisons. */
export const useMapRequest = new RequestType<{ readonly map: string }, null, void>('useMap');
/** Closes the form; `text`: the file is shown in the text editor. */
export const leaveMappingRequest = new RequestType<{ readonly to: 'text' | 'comparisons' }, null, void>('leaveMapping');

/** Data of such an error: why no comparisons were found, in words that leave the file's name and the shell out. */
export interface UnreadLayout {
  readonly reason: string;
}

/** `ResponseError` code of an open request for a file of records in which no comparisons were found: fields may be mapped. */
export const unreadLayoutCode = -32053;
