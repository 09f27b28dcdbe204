import { crc32, deflateRawSync } from 'node:zlib';

/** A file for a zip archive; `claims` is the unpacked length that the archive states, if it lies. */
export interface Zipped {
  readonly name: string;
  readonly content: Buffer;
  readonly deflate?: boolean;
  readonly claims?: number;
}

/** Bytes of a zip archive. */
export function zipFile(files: readonly Zipped[]): Buffer {
  const locals: Buffer[] = [];
  const table: Buffer[] = [];
  let at = 0;
  for (const { name, content, deflate = true, claims = content.length } of files) {
    const packed = deflate ? deflateRawSync(content) : content;
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(deflate ? 8 : 0, 4);
    head.writeUInt32LE(checksum(content), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(claims, 18);
    head.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), head, Buffer.from(name), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    table.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, rest, Buffer.from(name)]));
    locals.push(local);
    at += local.length;
  }
  const contents = Buffer.concat(table);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(contents.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...locals, contents, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

/** Node 20's first versions have no `crc32`; nothing here reads the sum. */
function checksum(content: Buffer): number {
  return typeof crc32 === 'function' ? crc32(content) : 0;
}
