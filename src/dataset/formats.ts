import type { Format } from './format.ts';
import { genericFormat } from './formats/generic.ts';
import { hhFormat } from './formats/hh.ts';
import { trlFormat } from './formats/trl.ts';

/** Every format that can be read, most specific first: of two that fit equally well, the first is taken. */
export const formats: readonly Format[] = [hhFormat, trlFormat, genericFormat];
