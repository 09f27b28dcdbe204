import type { Comparison, ImageRef, Message } from '../../../src/dataset/comparison.ts';

/** True for a message that is a picture and no text: its text only names the picture. */
export function isPicture({ content, images = [], toolCalls = [] }: Message): boolean {
  return images.length === 1 && toolCalls.length === 0 && /^\[image: [^\n]*\]$/.test(content);
}

/** True where a response holds pictures: nothing of them can be marked or woven into one text. */
export function hasPictures({ a, b }: Comparison): boolean {
  return [a, b].some(({ messages }) => messages.some(({ images = [] }) => images.length > 0));
}

/** What the file calls a picture; empty for one that it holds itself. */
export function pictureName(image: ImageRef): string {
  return image.kind === 'file' ? image.path : image.kind === 'url' ? image.url : '';
}
