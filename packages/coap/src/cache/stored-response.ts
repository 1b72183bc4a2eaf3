import type { CoapClientResponse } from "../client/client-response.js";
import { Code } from "../message/code.js";
import { type CoapOption, uintOption } from "../message/option.js";
import { OptionNumber } from "../message/option-registry.js";
import type { CoapAddress } from "../transport/datagram-transport.js";
import type { CacheKey } from "./cache-key.js";

/** What an entry takes beside its payload and options. */
const ENTRY_BYTES = 64;

/** A response that is kept, and until when it is fresh. */
export class StoredResponse {
  readonly key: string;
  readonly resource: string;
  readonly code: number;
  readonly payload: Uint8Array;
  readonly etag: Uint8Array | undefined;
  readonly bytes: number;
  readonly #peer: CoapAddress;
  #options: readonly CoapOption[];
  #contentFormat: number | undefined;
  #freshUntilMs: number;

  /** @param fromMs - since when it has been true; its Max-Age counts from there */
  constructor({ key, resource }: CacheKey, response: CoapClientResponse, fromMs: number) {
    this.key = key;
    this.resource = resource;
    this.code = response.code;
    this.payload = new Uint8Array(response.payload);
    this.etag = response.etag && new Uint8Array(response.etag);
    this.#peer = response.peer;
    this.#contentFormat = response.contentFormat;
    this.#options = response.options.map(copyOf);
    this.#freshUntilMs = fromMs + response.maxAgeSeconds * 1000;
    const options = this.#options.reduce((sum, { value }) => sum + value.length, 0);
    this.bytes = ENTRY_BYTES + this.payload.length + options;
  }

  isFresh(nowMs: number): boolean {
    return nowMs < this.#freshUntilMs;
  }

  expire(): void {
    this.#freshUntilMs = Number.NEGATIVE_INFINITY;
  }

  /**
   * Is fresh again, as a 2.03 says, whose options take the place of those of their number.
   *
   * @see RFC 7252 §5.9.1.3
   */
  renew(valid: CoapClientResponse, fromMs: number): void {
    const newer = valid.options.filter(({ number }) => isKept(number));
    const replaced = new Set(newer.map(({ number }) => number));
    const older = this.#options.filter(({ number }) => !replaced.has(number));
    this.#options = [...older, ...newer.map(copyOf)];
    this.#contentFormat = valid.contentFormat ?? this.#contentFormat;
    this.#freshUntilMs = fromMs + valid.maxAgeSeconds * 1000;
  }

  /** The response as it is now: its Max-Age is what is left (RFC 7252 §5.7.1). */
  at(nowMs: number): CoapClientResponse {
    const maxAgeSeconds = Math.max(0, Math.floor((this.#freshUntilMs - nowMs) / 1000));
    const rest = this.#options.filter(({ number }) => number !== OptionNumber.MaxAge && !isOfTransfer(number));
    const options = [...rest, uintOption(OptionNumber.MaxAge, maxAgeSeconds)].sort((a, b) => a.number - b.number);
    return {
      code: this.code,
      payload: new Uint8Array(this.payload),
      contentFormat: this.#contentFormat,
      etag: this.etag,
      maxAgeSeconds,
      locationPath: [],
      locationQuery: [],
      options,
      peer: this.#peer,
    };
  }

  /** The answer to who has this representation already (RFC 7252 §5.10.6.2). */
  validAt(nowMs: number): CoapClientResponse {
    return { ...this.at(nowMs), code: Code.Valid, payload: new Uint8Array(0), contentFormat: undefined };
  }
}

/** A view into a datagram would keep all of it. */
const copyOf = ({ number, value }: CoapOption): CoapOption => ({ number, value: new Uint8Array(value) });

/** Options about how a response came, which are not kept with what it says. */
const isOfTransfer = (number: number): boolean =>
  number === OptionNumber.Observe ||
  number === OptionNumber.Block1 ||
  number === OptionNumber.Block2 ||
  number === OptionNumber.Size1 ||
  number === OptionNumber.Size2 ||
  number === OptionNumber.Echo;

/** Options of a 2.03 that are about the representation: those that are safe to forward, but for its tag (RFC 7252 §5.9.1.3). */
const isKept = (number: number): boolean => (number & 2) === 0 && number !== OptionNumber.ETag && !isOfTransfer(number);
