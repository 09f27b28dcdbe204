import type { EnsembleResult } from '../../reward/ensembleResult.ts';
import { corpusOf } from '../../reward/features/corpus.ts';
import { TextMemory } from '../../reward/features/textMemory.ts';
import type { Items } from '../../reward/items.ts';
import type { Prepared } from '../../reward/prepared.ts';

/** An ensemble's result of which only some parts are known; the others say that nothing is. */
export function partialEnsemble(
  n: number,
  known: Partial<EnsembleResult> & Pick<EnsembleResult, 'prepared' | 'labels'>,
): EnsembleResult {
  const nothing = new Float64Array(0);
  return {
    seed: 0,
    partitions: 0,
    members: [],
    margin: nothing,
    p: nothing,
    pWrong: nothing,
    pWrongRange: [],
    reviews: new Array<null>(n).fill(null),
    preferenceStrength: nothing,
    spread: nothing,
    accuracy: null,
    auroc: null,
    flipRate: { known: false, upper: 0.5, why: '' },
    calibration: null,
    sources: [],
    orientation: { verdict: 'cannot tell', why: '' },
    topicality: null,
    work: { texts: 0, counted: 0, preparing: 0, members: 0, inference: 0 },
    textFolds: { count: 1, of: new Uint8Array(0) },
    ...known,
  };
}

/** Items of which no texts are known. */
export function preparedWithoutTexts(items: Items): Prepared {
  const none = new Int32Array(0);
  return {
    items,
    partition: { text: none, pair: none, rule: 'none' },
    style: {
      values: new Float64Array(0),
      width: 0,
      context: new Float64Array(0),
      facts: [],
      prompts: [],
      corpus: corpusOf([]),
      notEnglish: 0,
    },
    memory: new TextMemory(),
  };
}
