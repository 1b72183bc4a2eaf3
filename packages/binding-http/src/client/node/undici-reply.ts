import type { RawReply } from "../transport.js";

/** An answer as undici brings it: headers stay bytes until they are asked for. */
export class UndiciReply implements RawReply {
  readonly status: number;
  readonly body: Uint8Array;
  readonly #headers: readonly Uint8Array[];

  /** @param headers - names and values in turn */
  constructor(status: number, headers: readonly Uint8Array[], body: Uint8Array) {
    this.status = status;
    this.#headers = headers;
    this.body = body;
  }

  header(name: string): string | undefined {
    return headerOf(this.#headers, name);
  }

  headers(name: string): readonly string[] {
    const values: string[] = [];
    for (let i = 0; i < this.#headers.length; i += 2) {
      if (isNamed(this.#headers[i]!, name)) values.push(textOf(this.#headers[i + 1]!));
    }
    return values;
  }
}

/** The first value of header `name`, which is given in lower case, among names and values in turn. */
export function headerOf(headers: readonly Uint8Array[], name: string): string | undefined {
  for (let i = 0; i < headers.length; i += 2) if (isNamed(headers[i]!, name)) return textOf(headers[i + 1]!);
  return undefined;
}

/** Compares letters without regard to case, and makes no string for it. */
function isNamed(header: Uint8Array, name: string): boolean {
  if (header.length !== name.length) return false;
  for (let i = 0; i < name.length; i++) {
    const byte = header[i]!;
    const lower = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
    if (lower !== name.charCodeAt(i)) return false;
  }
  return true;
}

/** The number that header `name` is, in decimal digits; `undefined` for anything else. Makes no string for it. */
export function numberIn(headers: readonly Uint8Array[], name: string): number | undefined {
  for (let i = 0; i < headers.length; i += 2) if (isNamed(headers[i]!, name)) return decimalOf(headers[i + 1]!);
  return undefined;
}

function decimalOf(digits: Uint8Array): number | undefined {
  let number = 0;
  for (const digit of digits) {
    if (digit < 0x30 || digit > 0x39) return undefined;
    number = number * 10 + digit - 0x30;
  }
  return digits.length === 0 ? undefined : number;
}

/** Header values are bytes; undici brings them in Buffers. */
const textOf = (value: Uint8Array): string => (value as Buffer).toString("latin1");
