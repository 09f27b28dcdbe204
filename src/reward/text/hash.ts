/** FNV-1a over UTF-16 code units, 32 bits. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h | 0;
}

/** Hash of a sequence from the hash of its head and of its next element. */
export function joinHashes(head: number, next: number): number {
  let h = Math.imul(head ^ (head >>> 15), 0x2c1b3c6d) ^ next;
  h = Math.imul(h ^ (h >>> 13), 0x297a2d39);
  return (h ^ (h >>> 16)) | 0;
}
