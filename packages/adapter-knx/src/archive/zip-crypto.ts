import { broken, passwordMissing, passwordRefused } from "./archive-error.js";
import { crcStep } from "./crc32.js";

const headerLength = 12;

/**
 * The bytes of a file with traditional encryption, as ETS 4 and 5 have it. It protects nothing from those who want to know.
 *
 * @throws {CredentialsError} WOT_CREDENTIALS_MISSING, WOT_CREDENTIALS_REFUSED
 * @see APPNOTE.TXT 6.3.10 §6.1
 */
export function decryptTraditionally(
  packed: Uint8Array,
  check: number,
  name: string,
  password: string | undefined,
): Uint8Array {
  if (password === undefined) throw passwordMissing();
  if (packed.length < headerLength) throw broken(name, "is cut off");
  const keys = new Keys(new TextEncoder().encode(password));
  const plain = packed.map((byte) => keys.decrypt(byte));
  if (plain[headerLength - 1] !== check) throw passwordRefused();
  return plain.subarray(headerLength);
}

class Keys {
  #first = 0x12345678;
  #second = 0x23456789;
  #third = 0x34567890;

  constructor(password: Uint8Array) {
    for (const byte of password) this.#update(byte);
  }

  decrypt(byte: number): number {
    const mixed = (this.#third | 2) & 0xffff;
    const plain = byte ^ ((Math.imul(mixed, mixed ^ 1) >>> 8) & 0xff);
    this.#update(plain);
    return plain;
  }

  #update(byte: number): void {
    this.#first = crcStep(this.#first, byte);
    this.#second = (Math.imul(this.#second + (this.#first & 0xff), 134_775_813) + 1) >>> 0;
    this.#third = crcStep(this.#third, this.#second >>> 24);
  }
}
