import type { FieldMap } from '../dataset/fieldMap.ts';
import { genericFormat } from '../dataset/formats/generic.ts';
import { describeFields } from '../dataset/mapping/describeFields.ts';
import type { MapDraft } from '../dataset/mapping/mapDraft.ts';
import { type MapPreview, previewMap } from '../dataset/mapping/previewMap.ts';
import { sampleFile } from '../dataset/mapping/sampleFile.ts';
import { suggestDraft } from '../dataset/mapping/suggestDraft.ts';
import { parseFieldMap } from '../dataset/parseFieldMap.ts';
import { recogniseLayout } from '../dataset/recogniseLayout.ts';
import type { MappedFile, MappingSamples } from '../protocol/mapping.ts';
import { parquetToJsonLines } from '../table/parquetToJsonLines.ts';

/** Fields of a file and a draft to begin with; null where no field of it can make a comparison. */
export async function readMappingSamples(
  { map, ...file }: MappedFile & { readonly map?: string },
  signal: AbortSignal,
): Promise<MappingSamples | null> {
  const samples = await samplesOf(file, signal);
  if (samples.length === 0 || recogniseLayout(samples)?.hopeless === true) return null;
  const fields = describeFields(samples);
  const found = map === undefined || map === '' ? genericFormat.detect(samples).map : readableMap(map);
  return { fields, sampled: samples.length, draft: found ? draftOf(found) : suggestDraft(fields) };
}

/** What a draft makes of the first records of a file. */
export async function readMapPreview(
  { draft, ...file }: MappedFile & { readonly draft: MapDraft },
  signal: AbortSignal,
): Promise<MapPreview> {
  return previewMap(await samplesOf(file, signal), draft);
}

function samplesOf({ path, storage }: MappedFile, signal: AbortSignal): Promise<unknown[]> {
  return sampleFile(path, { storage, parquet: parquetToJsonLines, signal });
}

/** A map that was written by hand may be wrong: the form then begins anew. */
function readableMap(text: string): FieldMap | undefined {
  try {
    return parseFieldMap(text);
  } catch {
    return undefined;
  }
}

function draftOf({ codes = {}, ...fields }: FieldMap): MapDraft {
  return { kind: fields.label === undefined ? 'chosen' : 'label', fields, codes };
}
