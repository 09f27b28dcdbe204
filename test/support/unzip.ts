import { inflateRawSync } from 'node:zlib';

/** Files of a zip archive whose names pass, by name. */
export function unzip(zip: Buffer, wanted: (name: string) => boolean): Map<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0) throw new Error('This is no zip archive.');
  const files = new Map<string, Buffer>();
  for (let i = 0, at = zip.readUInt32LE(end + 16); i < zip.readUInt16LE(end + 10); i++) {
    const [method, packed] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
    const [name, extra, comment] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
    const title = zip.toString('utf8', at + 46, at + 46 + name);
    if (wanted(title)) {
      const local = zip.readUInt32LE(at + 42);
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const content = zip.subarray(start, start + packed);
      files.set(title, method === 0 ? Buffer.from(content) : inflateRawSync(content));
    }
    at += 46 + name + extra + comment;
  }
  return files;
}
