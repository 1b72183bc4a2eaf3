import { UsageError } from "@thingwright/errors";

/** One file of an archive, as the directory tells of it. @see APPNOTE.TXT 6.3.10 §4.3.12 */
export interface ZipEntry {
  readonly name: string;
  /** How it is packed: 0 not at all, 8 by deflate. */
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly crc: number;
  /** Byte that traditional encryption lets a password be checked by. */
  readonly check: number;
  readonly offset: number;
  /** Strength, where it is encrypted by AES. */
  readonly aes: { readonly strength: number } | undefined;
}

const endOfDirectory = 0x06054b50;
const fileHeader = 0x02014b50;
const endLength = 22;
const headerLength = 46;
/** Longest comment behind the directory. */
const maxComment = 0xffff;
/** Files of one archive that are looked at. */
const maxEntries = 20_000;
const aesMethod = 99;
const aesExtra = 0x9901;

/** The files of an archive. @throws {UsageError} WOT_ARGUMENT for what is none */
export function readDirectory(bytes: Uint8Array): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  if (count > maxEntries) throw noArchive(`it has more than ${maxEntries} files`);
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index++) {
    if (at + headerLength > end || view.getUint32(at, true) !== fileHeader) throw noArchive("its directory is damaged");
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const next = at + headerLength + nameLength! + extraLength! + commentLength!;
    if (next > end) throw noArchive("its directory is damaged");
    entries.push(entryAt(bytes, view, at, nameLength!, extraLength!));
    at = next;
  }
  return entries;
}

function endOf(view: DataView): number {
  const last = view.byteLength - endLength;
  for (let at = last; at >= Math.max(0, last - maxComment); at--) {
    if (view.getUint32(at, true) === endOfDirectory) return at;
  }
  throw noArchive("it has no directory");
}

function entryAt(bytes: Uint8Array, view: DataView, at: number, nameLength: number, extraLength: number): ZipEntry {
  const flags = view.getUint16(at + 8, true);
  const name = bytes.subarray(at + headerLength, at + headerLength + nameLength);
  const extra = bytes.subarray(at + headerLength + nameLength, at + headerLength + nameLength + extraLength);
  const method = view.getUint16(at + 10, true);
  const aes = method === aesMethod ? aesOf(extra) : undefined;
  const crc = view.getUint32(at + 16, true);
  return {
    name: new TextDecoder().decode(name).replaceAll("\\", "/"),
    method: aes?.method ?? method,
    isEncrypted: (flags & 1) !== 0,
    packedBytes: view.getUint32(at + 20, true),
    bytes: view.getUint32(at + 24, true),
    crc,
    // A file whose length was not known before it was written has its time in the place of its check sum.
    check: (flags & 8) === 0 ? crc >>> 24 : view.getUint16(at + 12, true) >>> 8,
    offset: view.getUint32(at + 42, true),
    aes,
  };
}

/** @see https://www.winzip.com/en/support/aes-encryption/ "AES extra data field" */
function aesOf(extra: Uint8Array): { readonly strength: number; readonly method: number } | undefined {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.byteLength);
  for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== aesExtra || at + 11 > extra.length) continue;
    return { strength: extra[at + 8]!, method: view.getUint16(at + 9, true) };
  }
  return undefined;
}

const noArchive = (why: string): UsageError => new UsageError("WOT_ARGUMENT", `this is no ZIP archive: ${why}`);
