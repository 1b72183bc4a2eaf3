/** Types of messages (RFC 7252 §3). */
export const coapTypes = ["CON", "NON", "ACK", "RST"] as const;

export type CoapType = (typeof coapTypes)[number];

export interface CoapOption {
  readonly number: number;
  readonly value: Uint8Array;
}

/** A message as it is on the wire: what no rule allows can be written too. */
export interface CoapMessage {
  readonly type: CoapType;
  /** `0.01`, `2.05`: class and detail. */
  readonly code: string;
  readonly messageId: number;
  readonly token: Uint8Array;
  readonly options: readonly CoapOption[];
  readonly payload: Uint8Array;
  /** 1 unless a rule is to be broken. */
  readonly version?: number;
  /** That of the token unless a rule is to be broken. */
  readonly tokenLength?: number;
}

/** Numbers of options (RFC 7252 §12.2, RFC 7641 §2, RFC 7959 §2.1). */
export const optionNumbers = {
  uriHost: 3,
  etag: 4,
  observe: 6,
  uriPort: 7,
  uriPath: 11,
  contentFormat: 12,
  maxAge: 14,
  uriQuery: 15,
  accept: 17,
  block2: 23,
  size2: 28,
  block1: 27,
} as const;

/** The bytes of a message; options in the order of their numbers. */
export function encodeMessage(message: CoapMessage): Uint8Array {
  const { type, code, messageId, token, options, payload, version = 1, tokenLength = token.length } = message;
  const [kind = 0, detail = 0] = code.split(".").map(Number);
  const head = [(version << 6) | (coapTypes.indexOf(type) << 4) | tokenLength, (kind << 5) | detail];
  const bytes = [...head, messageId >> 8, messageId & 0xff, ...token];
  let last = 0;
  for (const { number, value } of [...options].sort((one, other) => one.number - other.number)) {
    const [delta, moreDelta] = nibble(number - last);
    const [length, moreLength] = nibble(value.length);
    bytes.push((delta << 4) | length, ...moreDelta, ...moreLength, ...value);
    last = number;
  }
  return payload.length === 0 ? Uint8Array.from(bytes) : Uint8Array.from([...bytes, 0xff, ...payload]);
}

/** A number as four bits and the bytes that follow (RFC 7252 §3.1). */
function nibble(value: number): readonly [number, readonly number[]] {
  if (value < 13) return [value, []];
  if (value < 269) return [13, [value - 13]];
  return [14, [(value - 269) >> 8, (value - 269) & 0xff]];
}

/** The message in `bytes`; `undefined` when they are none (RFC 7252 §3). */
export function decodeMessage(bytes: Uint8Array): CoapMessage | undefined {
  if (bytes.length < 4 || bytes[0]! >> 6 !== 1) return undefined;
  const tokenLength = bytes[0]! & 15;
  if (tokenLength > 8 || bytes.length < 4 + tokenLength) return undefined;
  const rest = new Reader(bytes, 4 + tokenLength);
  const options = rest.options();
  if (options === undefined) return undefined;
  return {
    type: coapTypes[(bytes[0]! >> 4) & 3]!,
    code: `${bytes[1]! >> 5}.${String(bytes[1]! & 31).padStart(2, "0")}`,
    messageId: (bytes[2]! << 8) | bytes[3]!,
    token: bytes.slice(4, 4 + tokenLength),
    options,
    payload: rest.payload(),
  };
}

class Reader {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** The options up to the payload; `undefined` for what is no list of options. */
  options(): readonly CoapOption[] | undefined {
    const options: CoapOption[] = [];
    let number = 0;
    while (this.#at < this.#bytes.length) {
      const first = this.#bytes[this.#at++]!;
      if (first === 0xff) return this.#at === this.#bytes.length ? undefined : options;
      const delta = this.#number(first >> 4);
      const length = delta === undefined ? undefined : this.#number(first & 15);
      if (delta === undefined || length === undefined || this.#at + length > this.#bytes.length) return undefined;
      number += delta;
      options.push({ number, value: this.#bytes.slice(this.#at, this.#at + length) });
      this.#at += length;
    }
    return options;
  }

  payload(): Uint8Array {
    return this.#bytes.slice(this.#at);
  }

  #number(nibbleValue: number): number | undefined {
    if (nibbleValue < 13) return nibbleValue;
    const size = nibbleValue - 12;
    if (nibbleValue === 15 || this.#at + size > this.#bytes.length) return undefined;
    const more = this.#bytes.subarray(this.#at, this.#at + size);
    this.#at += size;
    return size === 1 ? more[0]! + 13 : ((more[0]! << 8) | more[1]!) + 269;
  }
}

/** An unsigned integer as options have it: no leading zeros (RFC 7252 §3.2). */
export function uintBytes(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Uint8Array.from(bytes);
}

export const uintOf = (value: Uint8Array): number => value.reduce((sum, byte) => sum * 256 + byte, 0);

/** The value of the first option of a number; `undefined` where there is none. */
export const optionOf = ({ options }: Pick<CoapMessage, "options">, number: number): Uint8Array | undefined =>
  options.find((option) => option.number === number)?.value;
