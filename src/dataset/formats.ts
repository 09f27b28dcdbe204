import type { Format } from './format.ts';
import { arenaFormat } from './formats/arena.ts';
import { genericFormat } from './formats/generic.ts';
import { hhFormat } from './formats/hh.ts';
import { icaiFormat } from './formats/icai.ts';
import { openaiFormat } from './formats/openai.ts';
import { trlFormat } from './formats/trl.ts';

/** Every format that can be read, most specific first: of two that fit equally well, the first is taken. */
export const formats: readonly Format[] = [openaiFormat, arenaFormat, icaiFormat, hhFormat, trlFormat, genericFormat];
