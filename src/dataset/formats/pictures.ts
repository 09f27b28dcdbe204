import { joinResults } from '../companions.ts';
import type { ImageRef, Label } from '../comparison.ts';
import type { Detection, Format, ReadResult, WriteResult } from '../format.ts';
import { imageAt, imageMessage, readImage } from '../imageRef.ts';
import { labelResult } from '../labelResult.ts';
import { type LabelCodes, readLabel } from '../labels.ts';
import { type Located, located, textPatches } from '../located.ts';
import { asNumber, own, ownText } from '../ownValue.ts';
import { recordFacts } from '../recordFacts.ts';
import { textTurn } from '../turn.ts';

/** Two pictures of one prompt. */
interface Pictures {
  readonly id: string;
  readonly name: string;
  readonly trait: string;
  readonly prompt: string;
  readonly used: readonly string[];
  images(record: unknown): readonly [ImageRef | null, ImageRef | null];
  label(record: unknown): Label | null | undefined;
  /** Field that a verdict is written into, and its codes. */
  readonly written?: { readonly field: string; readonly codes: LabelCodes };
  readonly positioned: boolean;
}

function pictureFormat({ id, name, trait, prompt, used, images, label, written, positioned }: Pictures): Format {
  const locate = (record: unknown): Located | string => {
    const asked = ownText(record, prompt);
    if (asked === undefined) return `the record has no text \`${prompt}\``;
    const [a, b] = images(record);
    if (!a || !b) return `the record has no picture ${a ? 'b' : 'a'}`;
    const said = label(record);
    if (said === undefined) return 'the record does not say which picture is better';
    const model = (field: string): { readonly model?: string } => {
      const held = ownText(record, field);
      return held ? { model: held } : {};
    };
    return located(
      {
        prompt: [textTurn('user', asked, [prompt])],
        a: [{ message: imageMessage('assistant', a), spots: [] }],
        b: [{ message: imageMessage('assistant', b), spots: [] }],
      },
      { label: said, positioned, ...recordFacts(record, { used: new Set([prompt, ...used]), label: said }) },
      { ofA: model('model_0'), ofB: model('model_1') },
    );
  };
  return {
    id,
    name,

    detect(samples): Detection {
      const readable = samples.filter(sample => typeof locate(sample) !== 'string').length;
      if (readable === 0) return { score: 0, reasons: [] };
      return {
        score: readable / samples.length,
        reasons: [`${readable} of ${samples.length} sampled records ${trait}`],
      };
    },

    read(record): ReadResult {
      const found = locate(record);
      return typeof found === 'string'
        ? { ok: false, reason: found, cure: 'Correct the record with the program that made it' }
        : { ok: true, comparison: found.comparison };
    },

    write(record, comparison, decision): WriteResult {
      const found = locate(record);
      if (typeof found === 'string') return { patches: [], notExpressed: [] };
      const texts = textPatches(record, found, decision.texts);
      if (written)
        return joinResults(
          texts,
          labelResult(record, [written.field], written.codes, comparison.label, decision.verdict),
        );
      const { verdict } = decision;
      const held = verdict === null || verdict === 'drop' || verdict === 'later' || verdict === comparison.label;
      return joinResults(texts, { patches: [], notExpressed: held ? [] : ['the label'] });
    },
  };
}

/** Pick-a-Pic: `label_0` is 1, 0, or 0.5 for a tie; the pictures are bytes (`jpg_0`) or addresses (`image_0_url`). */
export const pickAPicFormat = pictureFormat({
  id: 'pick-a-pic',
  name: 'Pick-a-Pic (caption, two pictures, label_0)',
  trait: 'have a `caption`, two pictures, and `label_0`, which is 1 where the first is better and 0.5 for a tie',
  prompt: 'caption',
  used: [
    'jpg_0',
    'jpg_1',
    'image_0_url',
    'image_1_url',
    'image_0',
    'image_1',
    'label_0',
    'label_1',
    'model_0',
    'model_1',
  ],
  images: record => [
    imageAt(record, ['jpg_0', 'image_0', 'image_0_url']),
    imageAt(record, ['jpg_1', 'image_1', 'image_1_url']),
  ],
  label(record) {
    const said = readLabel(own(record, 'label_0'), { 1: 'a', 0: 'b', 0.5: 'tie' });
    return own(record, 'label_0') === undefined ? undefined : own(record, 'has_label') === false ? null : said?.label;
  },
  positioned: true,
});

/** HPDv2 for training: paths of two pictures in a list, and a 1 in `human_preference` at the place of the better one. */
export const hpdPairsFormat = pictureFormat({
  id: 'hpd-pairs',
  name: 'HPDv2 pairs of pictures (file_path, human_preference)',
  trait: 'have two pictures and `human_preference`, which is 1 at the place of the better one',
  prompt: 'prompt',
  used: ['file_path', 'image_path', 'image', 'human_preference'],
  images(record) {
    const field = ['file_path', 'image_path', 'image'].find(name => Array.isArray(own(record, name)));
    const paths = field === undefined ? undefined : own(record, field);
    if (field === undefined || !Array.isArray(paths) || paths.length !== 2) return [null, null];
    return [readImage(paths[0], [field, 0]), readImage(paths[1], [field, 1])];
  },
  label(record) {
    const said = own(record, 'human_preference');
    if (!Array.isArray(said) || said.length !== 2) return undefined;
    const [a, b] = [asNumber(said[0]), asNumber(said[1])];
    return a === undefined || b === undefined ? undefined : a === b ? 'tie' : a > b ? 'a' : 'b';
  },
  positioned: true,
});

/** HPDv3 and HPD++: `path1` is the better picture. */
export const hpdPathsFormat = pictureFormat({
  id: 'hpd-paths',
  name: 'HPDv3 pictures (path1, path2)',
  trait: 'have the pictures `path1`, the better one, and `path2`',
  prompt: 'prompt',
  used: ['path1', 'path2'],
  images: record => [imageAt(record, ['path1']), imageAt(record, ['path2'])],
  label: () => 'a',
  positioned: false,
});
