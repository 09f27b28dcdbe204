import { imageMessage, readImage } from '../imageRef.ts';
import { asNumber, own, ownText } from '../ownValue.ts';
import { listFacts } from './listFacts.ts';
import type { ListItem, ListReader } from './listReader.ts';

/** Names of the lists of pictures, and of their ranks, in HPDv2's test set and in ImageReward's data. */
const pictureLists = ['image_path', 'file_path', 'generations', 'images'];
const rankLists = ['rank', 'ranking', 'ranks'];

const listAt = (
  record: unknown,
  names: readonly string[],
): { readonly name: string; readonly list: unknown[] } | null => {
  for (const name of names) {
    const list = own(record, name);
    if (Array.isArray(list)) return { name, list };
  }
  return null;
};

/** Ranked pictures (HPDv2's test set, ImageReward): a list of pictures and one of ranks, the lowest the best. */
export const rankedPictures: ListReader = {
  id: 'ranked-pictures',
  name: 'Ranked pictures (HPDv2 test, ImageReward)',
  trait: 'have lists of pictures and of their ranks, the lowest the best',
  test(record) {
    const [pictures, ranks] = [listAt(record, pictureLists), listAt(record, rankLists)];
    return (
      pictures !== null &&
      ranks !== null &&
      pictures.list.length === ranks.list.length &&
      ownText(record, 'prompt') !== undefined
    );
  },
  read(record) {
    const [pictures, ranks, prompt] = [
      listAt(record, pictureLists),
      listAt(record, rankLists),
      ownText(record, 'prompt'),
    ];
    if (!pictures || !ranks || prompt === undefined) return 'the record has no text `prompt`, no pictures or no ranks';
    const items: ListItem[] = [];
    for (const [i, picture] of pictures.list.entries()) {
      const [image, rank] = [readImage(picture, [pictures.name, i]), asNumber(ranks.list[i])];
      if (!image || rank === undefined) return `picture ${i + 1} has no path or no rank`;
      items.push({ messages: [imageMessage('assistant', image)], level: -rank });
    }
    const facts = listFacts(record, ['prompt', pictures.name, ranks.name]);
    return [
      { prompt: [{ role: 'user', content: prompt }], items, facts, ties: true, ...(facts.id && { listId: facts.id }) },
    ];
  },
};
