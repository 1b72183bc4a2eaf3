import { createCipheriv, createHmac, pbkdf2Sync } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import { crc32 } from "../../src/archive/crc32.js";

/** How a file of an archive is written. */
export interface Packing {
  readonly password?: string;
  readonly isStored?: boolean;
  /** What is changed in the bytes that are written. */
  readonly damage?: (packed: Buffer) => Buffer;
}

/** A ZIP archive with files by name; those with a password are encrypted by AES (AE-2, 256 bits). */
export function zipOf(files: Readonly<Record<string, string | Uint8Array>>, packing: Packing = {}): Uint8Array {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content);
    const method = packing.isStored === true ? 0 : 8;
    const plain = method === 0 ? bytes : deflateRawSync(bytes);
    const secret = packing.password === undefined ? plain : encrypted(plain, packing.password);
    const packed = packing.damage?.(secret) ?? secret;
    const isEncrypted = packing.password !== undefined;
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(isEncrypted ? 1 : 0, 2);
    fields.writeUInt16LE(isEncrypted ? 99 : method, 4);
    fields.writeUInt32LE(isEncrypted ? 0 : crc32(bytes), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(bytes.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const extra = isEncrypted ? Buffer.from([0x01, 0x99, 7, 0, 2, 0, 0x41, 0x45, 3, method, 0]) : Buffer.alloc(0);
    fields.writeUInt16LE(extra.length, 24);
    locals.push(Buffer.from("504b0304", "hex"), fields, Buffer.from(name), extra, packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    entries.push(Buffer.from("504b01020000", "hex"), fields, rest, Buffer.from(name), extra);
    offset += 30 + name.length + extra.length + packed.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

function encrypted(plain: Uint8Array, password: string): Buffer {
  const salt = Buffer.alloc(16, 7);
  const derived = pbkdf2Sync(password, salt, 1000, 66, "sha1");
  const blocks = Math.ceil(plain.length / 16);
  const counters = Buffer.alloc(blocks * 16);
  for (let block = 0; block < blocks; block++) counters.writeUInt32LE(block + 1, block * 16);
  const stream = createCipheriv("aes-256-ecb", derived.subarray(0, 32), null).setAutoPadding(false).update(counters);
  const body = Buffer.from(plain.map((byte, index) => byte ^ stream[index]!));
  const mac = createHmac("sha1", derived.subarray(32, 64)).update(body).digest().subarray(0, 10);
  return Buffer.concat([salt, derived.subarray(64), body, mac]);
}
