import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";
import { broken } from "./archive-error.js";
import { crc32 } from "./crc32.js";
import { decryptAes } from "./zip-aes.js";
import { decryptTraditionally } from "./zip-crypto.js";
import { readDirectory, type ZipEntry } from "./zip-directory.js";

const inflate = promisify(inflateRaw);

/** A ZIP archive in memory, with the password of files that need one. Reads stored and deflated files. */
export class ZipArchive {
  readonly #bytes: Uint8Array;
  readonly #maxBytes: number;
  readonly #entries: ReadonlyMap<string, ZipEntry>;

  /**
   * @param maxBytes - of one file, unpacked
   * @throws {UsageError} WOT_ARGUMENT for what is no archive
   */
  constructor(bytes: Uint8Array, maxBytes: number) {
    this.#bytes = bytes;
    this.#maxBytes = maxBytes;
    this.#entries = new Map(readDirectory(bytes).map((entry) => [entry.name, entry]));
  }

  get names(): readonly string[] {
    return [...this.#entries.keys()];
  }

  /**
   * The file `name`; `undefined` where there is none.
   *
   * @throws {UsageError} WOT_ARGUMENT for a file that is damaged, too long, or packed in another way
   * @throws {CredentialsError} WOT_CREDENTIALS_MISSING, WOT_CREDENTIALS_REFUSED: the password
   */
  async read(name: string, password?: string): Promise<Uint8Array | undefined> {
    const entry = this.#entries.get(name);
    if (entry === undefined) return undefined;
    if (entry.bytes > this.#maxBytes) throw broken(name, `is longer than ${this.#maxBytes} bytes`);
    const packed = this.#packed(entry);
    const plain = entry.isEncrypted ? decrypted(packed, entry, password) : packed;
    const bytes = await unpacked(plain, entry);
    // AES has a check of its own in the place of this (AE-2).
    if (entry.aes === undefined && crc32(bytes) !== entry.crc) throw broken(name, "is damaged");
    return bytes;
  }

  #packed({ name, offset, packedBytes }: ZipEntry): Uint8Array {
    const bytes = this.#bytes;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (offset + 30 > bytes.length || view.getUint32(offset, true) !== localHeader) throw broken(name, "is damaged");
    const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
    if (start + packedBytes > bytes.length) throw broken(name, "is cut off");
    return bytes.subarray(start, start + packedBytes);
  }
}

const localHeader = 0x04034b50;

function decrypted(packed: Uint8Array, { name, aes, check }: ZipEntry, password: string | undefined): Uint8Array {
  return aes === undefined
    ? decryptTraditionally(packed, check, name, password)
    : decryptAes(packed, aes.strength, name, password);
}

async function unpacked(plain: Uint8Array, { name, method, bytes }: ZipEntry): Promise<Uint8Array> {
  if (method === 0) return plain;
  if (method !== 8) throw broken(name, `is packed by method ${method}`);
  try {
    const whole = await inflate(plain, { maxOutputLength: Math.max(1, bytes) });
    if (whole.length === bytes) return whole;
  } catch (cause) {
    throw broken(name, "is damaged", cause);
  }
  throw broken(name, "is damaged");
}
