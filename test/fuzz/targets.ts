import type { Target } from './target.ts';
import { answer, chat } from './targets/answers.ts';
import { array } from './targets/array.ts';
import { gzip, zst } from './targets/compressed.ts';
import { decisions } from './targets/decisions.ts';
import { engineWire } from './targets/engineWire.ts';
import { csv, json, jsonl, tsv } from './targets/fileTargets.ts';
import { filter, words } from './targets/filter.ts';
import { lines } from './targets/lines.ts';
import { manifest, onnx, zip } from './targets/model.ts';
import { file, parquet } from './targets/openFile.ts';
import { pageWire } from './targets/pageWire.ts';
import { constitution, fieldMap, votes } from './targets/principleFiles.ts';
import { review } from './targets/reviews.ts';
import { separator } from './targets/separator.ts';
import { terminal } from './targets/terminal.ts';
import { texts } from './targets/texts.ts';

/** All parts that take bytes or text from others. A new one is a file in `targets/` and a line here. */
export const targets: readonly Target[] = [
  ...[lines, array, separator, jsonl, json, csv, tsv, gzip, zst, file, parquet],
  ...[
    filter,
    words,
    onnx,
    manifest,
    zip,
    answer,
    chat,
    review,
    constitution,
    votes,
    fieldMap,
    decisions,
    terminal,
    texts,
    engineWire,
    pageWire,
  ],
];
