import { ProtocolError } from "@thingwright/errors";
import { type Call, optionTemplate } from "../client/call.js";
import type { IncomingResponse } from "../client/client-response.js";
import type { RequestLayer } from "../client/request-layer.js";
import { Code, isSuccess } from "../message/code.js";
import { sortedOptions } from "../message/encode-message.js";
import { type CoapOption, uintOption } from "../message/option.js";
import { OptionNumber } from "../message/option-registry.js";
import type { Peer } from "../reliability/delivery.js";
import {
  BERT_SZX,
  type Block,
  blockBytes,
  blockOf,
  blockValue,
  isPayloadOf,
  MAX_BLOCK_NUMBER,
  MAX_SZX,
} from "./block.js";

/** Limits of a client's block-wise transfers. */
export interface TransferLimits {
  /** Largest body of a response. */
  readonly maxBodyBytes: number;
  /** Size exponent of the blocks that are sent and asked for; the server may ask for smaller ones. */
  readonly szx: number;
}

const NO_BYTES = new Uint8Array(0);
/** How often a download starts over because the resource changed meanwhile. */
const MAX_RESTARTS = 3;

/**
 * The client's side of block-wise transfers.
 *
 * @see RFC 7959 §2
 */
export class Transfer {
  readonly #requests: RequestLayer;
  readonly #limits: TransferLimits;

  constructor(requests: RequestLayer, limits: TransferLimits) {
    this.#requests = requests;
    this.#limits = limits;
  }

  /** Sends a request with a body of any size, and fetches all of the response. */
  async request(call: Call, body: Uint8Array): Promise<IncomingResponse> {
    if (body.length > blockBytes(MAX_SZX)) await this.#requests.messages.ready(call.peer);
    const szx = this.#szxToSend(call);
    if (body.length <= this.#wholeBytes(call, szx)) {
      const response = await this.#requests.exchange(call, this.#demanded(call), body);
      const smaller = smallerBlocks(response, BERT_SZX + 1, body.length);
      if (smaller === undefined) return response.isPartial ? this.complete(call, response) : response;
      return this.#requestInBlocks(call, body, smaller);
    }
    return this.#requestInBlocks(call, body, szx);
  }

  #szxToSend({ template, peer }: Call): number {
    return Math.min(this.#szxWithin(template.szx1, peer), peer.capacity.szx);
  }

  #szxToAskFor({ template, peer }: Call): number {
    return this.#szxWithin(template.szx2, peer);
  }

  /** Over a connection several blocks go in one message, unless somebody wants smaller ones. */
  #szxWithin(demanded: number | undefined, { capacity }: Peer): number {
    const largest = capacity.isReliable && this.#limits.szx === MAX_SZX ? BERT_SZX : this.#limits.szx;
    return Math.min(demanded ?? BERT_SZX, largest);
  }

  /** Most bytes of a body that goes without blocks. */
  #wholeBytes({ template, peer }: Call, szx: number): number {
    const isSmaller = template.szx1 !== undefined || this.#limits.szx < MAX_SZX;
    return isSmaller ? blockBytes(szx) : Math.max(blockBytes(Math.min(szx, MAX_SZX)), peer.capacity.wholeBytes);
  }

  /** Early negotiation, where the call demands blocks of a size (RFC 7959 §2.4). */
  #demanded(call: Call): CoapOption[] | undefined {
    return call.template.szx2 === undefined ? undefined : [block2Option(0, this.#szxToAskFor(call))];
  }

  /** Fetches what is missing of a response whose first block is here. */
  async complete(call: Call, first: IncomingResponse): Promise<IncomingResponse> {
    let start = first;
    for (let restarts = 0; restarts <= MAX_RESTARTS; restarts++) {
      const end = await this.#download(call, start);
      if (end !== "changed") return end;
      if (call.method !== Code.GET) break;
      const { szx } = blockOf(start.block2);
      start = await this.#requests.exchange(call, [block2Option(0, szx)], NO_BYTES);
      if (!start.isPartial) return start;
    }
    throw broken("the resource changed during each of several attempts to fetch it", "RFC 7959 §2.4");
  }

  /**
   * A Request-Tag of its own keeps the blocks of this body apart from those of another to the same resource at the same
   * time (RFC 9175 §3.3). When a block is answered with a challenge all are sent again: the server has let go of the others.
   */
  async #requestInBlocks(call: Call, body: Uint8Array, szx: number): Promise<IncomingResponse> {
    const tag = () => uintOption(OptionNumber.RequestTag, this.#requests.newToken());
    const tagged = withOptions(call, tag());
    const response = await this.#upload(tagged, body, szx);
    const { challenge } = response;
    if (challenge === undefined) return response.isPartial ? this.complete(tagged, response) : response;
    const echoing = withOptions(call, challenge, tag());
    const second = await this.#upload(echoing, body, szx);
    return second.isPartial ? this.complete(echoing, second) : second;
  }

  async #upload(call: Call, body: Uint8Array, firstSzx: number): Promise<IncomingResponse> {
    let szx = firstSzx;
    let sent = 0;
    for (;;) {
      const size = blockBytes(szx);
      const end = Math.min(sent + (szx === BERT_SZX ? call.peer.capacity.bertBytes : size), body.length);
      const more = end < body.length;
      if (sent / size > MAX_BLOCK_NUMBER)
        throw broken("the body takes more blocks than can be numbered", "RFC 7959 §2.2");
      const extra = block1Options(sent / size, more, szx, sent === 0 ? body.length : -1);
      if (!more) extra.push(...(this.#demanded(call) ?? []));
      const response = await this.#requests.exchange(call, extra, body.subarray(sent, end));
      const smaller = sent === 0 ? smallerBlocks(response, szx, body.length) : undefined;
      if (smaller !== undefined) {
        szx = smaller;
        continue;
      }
      if (!more || !isSuccess(response.code)) return assertFinal(response);
      sent = end;
      szx = Math.min(szx, continuedSzx(response, blockOf(blockValue(0, more, szx))));
    }
  }

  /** The whole body, or `changed` if the blocks are not of one representation. */
  async #download(call: Call, first: IncomingResponse): Promise<IncomingResponse | "changed"> {
    const chunks: Uint8Array[] = [];
    let received = 0;
    let current = first;
    for (;;) {
      const block = assertBlock(current, call.peer);
      const { number, more, szx } = block;
      if (number * blockBytes(szx) !== received) throw broken("the server sent another block", "RFC 7959 §2.4");
      const { payload } = current;
      if (more && !isPayloadOf(block, payload.length)) throw broken("a block is not full", "RFC 7959 §2.2");
      received += payload.length;
      this.#assertSize(Math.max(received, first.size2));
      chunks.push(payload);
      if (!more) break;
      const wanted = Math.min(szx, this.#szxToAskFor(call));
      current = await this.#requests.exchange(call, [block2Option(received / blockBytes(wanted), wanted)], NO_BYTES);
      if (!isSuccess(current.code)) return current;
      if (!isSameTag(first.etag, current.etag)) return "changed";
    }
    first.assembled = Buffer.concat(chunks);
    return first;
  }

  #assertSize(bytes: number): void {
    const { maxBodyBytes } = this.#limits;
    if (bytes <= maxBodyBytes) return;
    throw broken(`the response has more than ${maxBodyBytes} bytes (maxBodyBytes)`, "RFC 7959 §4");
  }
}

const withOptions = (call: Call, ...options: readonly CoapOption[]): Call => ({
  ...call,
  template: optionTemplate(sortedOptions([...call.template.options, ...options]), call.template),
});

/** The size exponent that the server asks to start over with, if it does (RFC 7959 §2.9.3). */
function smallerBlocks(response: IncomingResponse, szx: number, bodyBytes: number): number | undefined {
  if (response.code !== Code.RequestEntityTooLarge || response.block1 < 0) return undefined;
  const wanted = blockOf(response.block1).szx;
  return wanted < szx && blockBytes(wanted) < bodyBytes ? wanted : undefined;
}

function continuedSzx(response: IncomingResponse, sent: Block): number {
  if (response.block1 < 0) throw broken("2.31 came without Block1", "RFC 7959 §2.9.1");
  return Math.min(blockOf(response.block1).szx, sent.szx);
}

/** 2.31 to the last block would leave the caller without an answer. */
function assertFinal(response: IncomingResponse): IncomingResponse {
  if (response.code === Code.Continue) throw broken("2.31 came for the last block", "RFC 7959 §2.9.1");
  return response;
}

function assertBlock(response: IncomingResponse, { capacity }: Peer): Block {
  if (response.block2 < 0) throw broken("a later block came without Block2", "RFC 7959 §2.4");
  const block = blockOf(response.block2);
  if (block.szx > MAX_SZX && !capacity.isReliable) throw broken("the size exponent is 7", "RFC 7959 §2.2");
  return block;
}

const block2Option = (number: number, szx: number): CoapOption =>
  uintOption(OptionNumber.Block2, blockValue(number, false, szx));

function block1Options(number: number, more: boolean, szx: number, totalBytes: number): CoapOption[] {
  const options = [uintOption(OptionNumber.Block1, blockValue(number, more, szx))];
  if (totalBytes >= 0) options.push(uintOption(OptionNumber.Size1, totalBytes));
  return options;
}

function isSameTag(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return Buffer.compare(a, b) === 0;
}

const broken = (message: string, section: string): ProtocolError =>
  new ProtocolError("WOT_PROTOCOL", message, { section });
