import { type Block, blockOf } from "../blockwise/block.js";
import { Code } from "../message/code.js";
import { optionsOf } from "../message/decode-message.js";
import type { MessageView } from "../message/message-view.js";
import { type CoapOption, readString, readUint } from "../message/option.js";
import { isCritical, isRecognized, OptionNumber } from "../message/option-registry.js";
import type { CoapAddress } from "../transport/datagram-transport.js";
import type { OptionTemplate } from "./call.js";

/** Freshness of a response without Max-Age (RFC 7252 §5.10.5). */
const DEFAULT_MAX_AGE_SECONDS = 60;

/** A server's answer, complete with all blocks of its payload. 4.xx and 5.xx are answers too. */
export interface CoapClientResponse {
  /** Response code, see `Code`; `Code.Empty` for none, where `noResponse` asked for that. */
  readonly code: number;
  readonly payload: Uint8Array;
  readonly contentFormat: number | undefined;
  readonly etag: Uint8Array | undefined;
  /** How long the response is fresh; 60 if the server did not say. */
  readonly maxAgeSeconds: number;
  /** Path of what was created. */
  readonly locationPath: readonly string[];
  readonly locationQuery: readonly string[];
  /** Every option of the (first) message, in the order of the wire. */
  readonly options: readonly CoapOption[];
  /** Who answered. */
  readonly peer: CoapAddress;
  /** Which block of the representation the payload is; absent when it is all of it. */
  readonly block?: Block | undefined;
}

/** A response as it came, its options read in one pass. */
export class IncomingResponse implements CoapClientResponse {
  readonly view: MessageView;
  readonly peer: CoapAddress;
  contentFormat: number | undefined = undefined;
  etag: Uint8Array | undefined = undefined;
  maxAgeSeconds = DEFAULT_MAX_AGE_SECONDS;
  /** Unsigned integers of options; -1 when absent. */
  observe = -1;
  block1 = -1;
  block2 = -1;
  size2 = -1;
  /** What a repetition of the request is to send back (RFC 9175 §2.2). */
  echo: Uint8Array | undefined = undefined;
  /** Number of a critical option that is not understood; such a response must not be used (RFC 7252 §5.4.1). */
  badOption: number | undefined = undefined;
  /** Whether it is protected, and nobody has opened it. */
  isSealed = false;
  /** The payload of all blocks. */
  assembled: Uint8Array | undefined = undefined;
  /** Of a state that is observed: since when it is known to be true, by the client's clock. */
  trueSinceMs = 0;

  constructor(view: MessageView, peer: CoapAddress) {
    this.view = view;
    this.peer = peer;
    const cursor = view.options();
    while (cursor.next()) {
      const { number, start, end } = cursor;
      if (isRecognized(number, end - start, cursor.previousNumber)) this.#readOption(number, start, end);
      else if (isCritical(number)) this.badOption ??= number;
    }
  }

  get code(): number {
    return this.view.code;
  }

  get payload(): Uint8Array {
    return this.assembled ?? this.view.payload();
  }

  get options(): readonly CoapOption[] {
    return optionsOf(this.view);
  }

  get block(): Block | undefined {
    return this.assembled === undefined && this.block2 >= 0 ? blockOf(this.block2) : undefined;
  }

  get locationPath(): readonly string[] {
    return this.#strings(OptionNumber.LocationPath);
  }

  get locationQuery(): readonly string[] {
    return this.#strings(OptionNumber.LocationQuery);
  }

  /** The Echo option of a challenge: the request is to be sent again with it (RFC 9175 §2.3). */
  get challenge(): CoapOption | undefined {
    if (this.code !== Code.Unauthorized || this.echo === undefined) return undefined;
    return { number: OptionNumber.Echo, value: this.echo };
  }

  /**
   * Number of a critical option that the sender of a request cannot act on. Whoever passes a protected request on need not
   * open the response.
   */
  unusableOption({ isSealed }: OptionTemplate): number | undefined {
    return this.badOption ?? (this.isSealed && !isSealed ? OptionNumber.OSCORE : undefined);
  }

  /** Whether more blocks of the payload are to be fetched. */
  get isPartial(): boolean {
    return this.block2 >= 0 && blockOf(this.block2).more;
  }

  #strings(wanted: number): string[] {
    return this.options.filter(({ number }) => number === wanted).map(({ value }) => readString(value) ?? "");
  }

  #readOption(number: number, start: number, end: number): void {
    const { bytes } = this.view;
    switch (number) {
      case OptionNumber.ContentFormat:
        this.contentFormat = readUint(bytes, start, end);
        return;
      case OptionNumber.ETag:
        this.etag ??= bytes.subarray(start, end);
        return;
      case OptionNumber.MaxAge:
        this.maxAgeSeconds = readUint(bytes, start, end);
        return;
      case OptionNumber.Observe:
        this.observe = readUint(bytes, start, end);
        return;
      case OptionNumber.Block1:
        this.block1 = readUint(bytes, start, end);
        return;
      case OptionNumber.Block2:
        this.block2 = readUint(bytes, start, end);
        return;
      case OptionNumber.Size2:
        this.size2 = readUint(bytes, start, end);
        return;
      case OptionNumber.Echo:
        this.echo = bytes.subarray(start, end);
        return;
      case OptionNumber.LocationPath:
      case OptionNumber.LocationQuery:
        return;
      case OptionNumber.OSCORE:
        this.isSealed = true;
        return;
      default:
        // Critical options with a meaning in requests only, or of extensions that are not implemented.
        if (isCritical(number)) this.badOption ??= number;
    }
  }
}
