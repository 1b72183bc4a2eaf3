import { type CoapOption, encodeMessage, type MessageType, OptionNumber, type Random } from "../../src/index.js";

const NUMBERS: readonly number[] = Object.values(OptionNumber);
const PATHS = ["state", "big", "slow", "upload", "wrong", "", "\u0000", "ü".repeat(100)] as const;
const MUTATIONS = 7;

/** Datagrams that are nearly right, or not at all, without end. */
export class HostileDatagrams {
  readonly #random: Random;
  #last: Uint8Array = new Uint8Array(0);

  constructor(random: Random) {
    this.#random = random;
  }

  /** What a client might send: a well-formed request, one that was damaged, or noise. */
  request(): Uint8Array {
    return this.#spoil(this.#wellFormed(this.#below(4), this.#code([0, 1, 2, 3, 4, 5, 6, 7, 8, 31])));
  }

  /** What a server might answer to one of the Message IDs and tokens that are open, or to none. */
  response(open: readonly Uint8Array[]): Uint8Array {
    const asked = open[this.#below(open.length)];
    const message = this.#wellFormed(this.#below(4), this.#code([0, 65, 66, 67, 68, 69, 95, 128, 132, 136, 141, 160]));
    if (asked === undefined || asked.length < 8 || this.#random() < 0.2) return this.#spoil(message);
    // The head of the request, so that the answer is taken for its own.
    const answer = Buffer.concat([Uint8Array.of(0x44 | (message[0]! & 0x30)), message.subarray(1, 2)]);
    const rest = message.subarray(4 + (message[0]! & 0x0f));
    return this.#spoil(Buffer.concat([answer, asked.subarray(2, 8), rest]));
  }

  #wellFormed(type: number, code: number): Uint8Array {
    const token = this.#bytes(this.#below(9));
    if (code === 0) return encodeMessage(this.#message(type, 0, new Uint8Array(0), [], new Uint8Array(0)));
    const options = Array.from({ length: this.#below(6) }, () => this.#option());
    if (this.#random() < 0.8) options.push(this.#text(OptionNumber.UriPath, PATHS[this.#below(PATHS.length)]!));
    const payload =
      this.#random() < 0.5 ? new Uint8Array(0) : this.#bytes(this.#below(this.#random() < 0.9 ? 80 : 1400));
    return encodeMessage(this.#message(type, code, token, options, payload));
  }

  #message(type: number, code: number, token: Uint8Array, options: readonly CoapOption[], payload: Uint8Array) {
    return { type: type as MessageType, code, messageId: this.#below(0x1_0000), token, options, payload };
  }

  #option(): CoapOption {
    const number = this.#random() < 0.9 ? NUMBERS[this.#below(NUMBERS.length)]! : this.#below(0x1_0000);
    const length = this.#random() < 0.9 ? this.#below(5) : this.#below(300);
    return { number, value: this.#bytes(length) };
  }

  #text(number: number, text: string): CoapOption {
    return { number, value: Buffer.from(text) };
  }

  #spoil(message: Uint8Array): Uint8Array {
    const before = this.#last;
    this.#last = message;
    const bytes = Buffer.from(message);
    switch (this.#below(MUTATIONS)) {
      case 0:
        return bytes.subarray(0, this.#below(bytes.length + 1));
      case 1:
        for (let flips = this.#below(4) + 1; flips > 0; flips--) bytes[this.#below(bytes.length)] = this.#below(256);
        return bytes;
      case 2:
        return Buffer.concat([
          bytes.subarray(0, this.#below(bytes.length)),
          before.subarray(this.#below(before.length)),
        ]);
      case 3:
        return this.#bytes(this.#below(64));
      case 4:
        return Buffer.from(before);
      default:
        return bytes;
    }
  }

  #code(codes: readonly number[]): number {
    return this.#random() < 0.9 ? codes[this.#below(codes.length)]! : this.#below(256);
  }

  #bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.#below(256));
  }

  #below(end: number): number {
    return Math.floor(this.#random() * end);
  }
}
