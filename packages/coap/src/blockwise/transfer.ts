import { ProtocolError, UsageError } from "@thingwright/errors";
import { type Call, type OptionTemplate, optionTemplate } from "../client/call.js";
import { IncomingResponse } from "../client/client-response.js";
import type { RequestLayer } from "../client/request-layer.js";
import { Code, isSuccess } from "../message/code.js";
import { sortedOptions } from "../message/encode-message.js";
import { type CoapOption, uintOption } from "../message/option.js";
import { OptionNumber } from "../message/option-registry.js";
import { type Capacity, protectedCapacity, SEALING_BYTES } from "../reliability/capacity.js";
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
  /** Whether the transport protects what it carries. */
  readonly isSecured: boolean;
}

/** The request that ends an upload, and is answered with the response to all of it. */
export interface LastRequest {
  readonly call: Call;
  readonly options: readonly CoapOption[] | undefined;
  readonly payload: Uint8Array;
  /** What the blocks before it went under; `undefined` for none, or for one each. */
  readonly token?: number | undefined;
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
  /**
   * How many calls with effects are open, by what they look like to the server. Its responses to two of a kind are told
   * apart by a Request-Tag, should they take several blocks (RFC 9175 §3.3).
   */
  readonly #open = new Map<string, number>();

  constructor(requests: RequestLayer, limits: TransferLimits) {
    this.#requests = requests;
    this.#limits = limits;
  }

  /** Sends a request with a body of any size, and fetches all of the response. */
  request(call: Call, body: Uint8Array): Promise<IncomingResponse> {
    const isRead = call.method === Code.GET || call.method === Code.FETCH;
    return isRead ? this.#request(call, body) : this.#requestApart(call, body);
  }

  async #requestApart(call: Call, body: Uint8Array): Promise<IncomingResponse> {
    const key = `${call.peer.id} ${call.method} ${keyOf(call.template)}`;
    const others = this.#open.get(key) ?? 0;
    this.#open.set(key, others + 1);
    try {
      return await this.#request(others === 0 ? call : withOptions(call, this.#newTag()), body);
    } finally {
      const left = this.#open.get(key)! - 1;
      if (left === 0) this.#open.delete(key);
      else this.#open.set(key, left);
    }
  }

  #request(call: Call, body: Uint8Array): Promise<IncomingResponse> {
    return body.length > blockBytes(MAX_SZX) ? this.#requestOfLarge(call, body) : this.#requestNow(call, body);
  }

  /** What goes into one message to a peer depends on what the peer said of itself. */
  async #requestOfLarge(call: Call, body: Uint8Array): Promise<IncomingResponse> {
    await this.#requests.messages.ready(call.peer);
    return this.#requestNow(call, body);
  }

  /** Nearly all there is to a client: one promise, and nothing else that waits. */
  #requestNow(call: Call, body: Uint8Array): Promise<IncomingResponse> {
    const whole = this.wholeRequest(call, body);
    if (whole === undefined) return this.#requestInBlocks(call, body, this.#szxToSend(call));
    return new Promise((resolve, reject) => {
      const request = { call, extra: whole.options, payload: body };
      this.#requests.begin(request, (response) => resolve(this.#completed(call, body, response)), reject);
    });
  }

  /** The response, or what it leads to where one message was not enough. */
  #completed(call: Call, body: Uint8Array, response: IncomingResponse): IncomingResponse | Promise<IncomingResponse> {
    const smaller = smallerBlocks(response, BERT_SZX + 1, body.length);
    if (smaller !== undefined) return this.#requestInBlocks(call, body, smaller);
    return response.isPartial ? this.complete(call, response, body) : response;
  }

  /** The request that carries all of a body, if it fits into one. */
  wholeRequest(call: Call, body: Uint8Array): LastRequest | undefined {
    if (body.length > this.#wholeBytes(call, this.#szxToSend(call))) return undefined;
    return { call, options: this.#demanded(call), payload: body };
  }

  /**
   * Sends all blocks of a body but the last, for who sends the last request on its own account. Resolves with that
   * request, or with the response that refused a block.
   *
   * A Request-Tag of its own keeps the blocks of this body apart from those of another to the same resource at the same
   * time (RFC 9175 §3.3).
   *
   * @param szx - size exponent of the blocks; default: as the call and the limits have it
   */
  leadUp(call: Call, body: Uint8Array, szx = this.#szxToSend(call)): Promise<LastRequest | IncomingResponse> {
    return this.#sendAllButLast(withOptions(call, this.#newTag()), body, szx);
  }

  #newTag(): CoapOption {
    return uintOption(OptionNumber.RequestTag, this.#requests.newToken());
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
  #wholeBytes(call: Call, szx: number): number {
    const { template } = call;
    const isSmaller = template.szx1 !== undefined || this.#limits.szx < MAX_SZX;
    if (isSmaller) return blockBytes(szx);
    const block = blockBytes(Math.min(szx, MAX_SZX)) + (template.isSealed ? SEALING_BYTES : 0);
    return Math.max(block, capacityOf(call).wholeBytes);
  }

  /** What the call demands with its last request: blocks of a size (RFC 7959 §2.4), no response of some kinds (RFC 7967). */
  #demanded(call: Call): CoapOption[] | undefined {
    const { szx2, noResponse } = call.template;
    if (szx2 === undefined && noResponse === undefined) return undefined;
    const options = szx2 === undefined ? [] : [block2Option(0, this.#szxToAskFor(call))];
    if (noResponse !== undefined) options.push(uintOption(OptionNumber.NoResponse, noResponse));
    return options;
  }

  /**
   * One block of a response, whatever its number: the server makes it without those before.
   *
   * @throws {UsageError} WOT_ARGUMENT, WOT_RANGE if that cannot be asked for
   * @see RFC 7959 §2.4
   */
  async block(call: Call, number: number, body: Uint8Array): Promise<IncomingResponse> {
    const isRead = call.method === Code.GET || call.method === Code.FETCH;
    if (!isRead || this.wholeRequest(call, body) === undefined)
      throw new UsageError("WOT_ARGUMENT", "one block can be had of GET, and of FETCH with a body of one block");
    if (!Number.isInteger(number) || number < 0 || number > MAX_BLOCK_NUMBER)
      throw new UsageError("WOT_RANGE", `block2Number is ${number}, expected 0 to ${MAX_BLOCK_NUMBER}`);
    const szx = this.#szxToAskFor(call);
    const response = await this.#requests.exchange(call, [block2Option(number, szx)], body);
    const { block } = response;
    if (block !== undefined && block.number * blockBytes(block.szx) !== number * blockBytes(szx))
      throw broken("the server sent another block", "RFC 7959 §2.4");
    return response;
  }

  /**
   * Fetches what is missing of a response whose first block is here.
   *
   * @param body - of the request. It goes along with each FETCH for a later block, as it says what is asked for (RFC 8132 §2)
   */
  async complete(call: Call, first: IncomingResponse, body: Uint8Array = NO_BYTES): Promise<IncomingResponse> {
    const payload = call.method === Code.FETCH ? body : NO_BYTES;
    const isRepeatable = call.method === Code.GET || payload.length > 0;
    let start = first;
    for (let restarts = 0; restarts <= MAX_RESTARTS; restarts++) {
      const end = await this.#download(call, start, payload);
      if (end !== "changed") return end;
      if (!isRepeatable) break;
      const { szx } = blockOf(start.block2);
      start = await this.#requests.exchange(call, [block2Option(0, szx)], payload);
      if (!start.isPartial) return start;
    }
    throw broken("the resource changed during each of several attempts to fetch it", "RFC 7959 §2.4");
  }

  /** When a block is answered with a challenge all are sent again: the server has let go of the others (RFC 9175 §2.3). */
  async #requestInBlocks(call: Call, body: Uint8Array, szx: number): Promise<IncomingResponse> {
    const response = await this.#upload(call, body, szx);
    const { challenge } = response;
    return challenge === undefined ? response : this.#upload(withOptions(call, challenge), body, szx);
  }

  async #upload(call: Call, body: Uint8Array, szx: number): Promise<IncomingResponse> {
    const last = await this.leadUp(call, body, szx);
    if (last instanceof IncomingResponse) return last;
    const response = assertFinal(await this.#requests.exchange(last.call, last.options, last.payload, last.token));
    return response.isPartial ? this.complete(last.call, response) : response;
  }

  /**
   * The token of all blocks of an upload: there are servers that tell the blocks of one body from those of another by it
   * (node-coap 1.5). Where something protects the messages, an answer that was held back would count for the request
   * after the one that it belongs to, so each has a token of its own (RFC 9175 §4.2): `undefined`.
   */
  #commonToken({ protector }: Call): number | undefined {
    return this.#limits.isSecured || protector !== undefined ? undefined : this.#requests.newToken();
  }

  async #sendAllButLast(call: Call, body: Uint8Array, firstSzx: number): Promise<LastRequest | IncomingResponse> {
    const token = this.#commonToken(call);
    let szx = firstSzx;
    let sent = 0;
    for (;;) {
      const size = blockBytes(szx);
      const end = Math.min(sent + (szx === BERT_SZX ? capacityOf(call).bertBytes : size), body.length);
      const more = end < body.length;
      if (sent / size > MAX_BLOCK_NUMBER)
        throw broken("the body takes more blocks than can be numbered", "RFC 7959 §2.2");
      const options = block1Options(sent / size, more, szx, sent === 0 ? body.length : -1);
      const payload = body.subarray(sent, end);
      if (!more) return { call, options: [...options, ...(this.#demanded(call) ?? [])], payload, token };
      const response = await this.#requests.exchange(call, options, payload, token);
      const smaller = sent === 0 ? smallerBlocks(response, szx, body.length) : undefined;
      if (smaller !== undefined) {
        szx = smaller;
        continue;
      }
      if (!isSuccess(response.code)) return response;
      sent = end;
      szx = Math.min(szx, continuedSzx(response, blockOf(blockValue(0, more, szx))));
    }
  }

  /** The whole body, or `changed` if the blocks are not of one representation. */
  async #download(call: Call, first: IncomingResponse, body: Uint8Array): Promise<IncomingResponse | "changed"> {
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
      current = await this.#requests.exchange(call, [block2Option(received / blockBytes(wanted), wanted)], body);
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

const keyOf = ({ encoded }: OptionTemplate): string =>
  Buffer.from(encoded.buffer, encoded.byteOffset, encoded.length).toString("latin1");

/** A call with options beside its own. */
export const withOptions = (call: Call, ...options: readonly CoapOption[]): Call => ({
  ...call,
  template: optionTemplate(sortedOptions([...call.template.options, ...options]), call.template),
});

/** The size exponent that the server asks to start over with, if it does (RFC 7959 §2.9.3). */
export function smallerBlocks(response: IncomingResponse, szx: number, bodyBytes: number): number | undefined {
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

/** What the server takes in one request. */
const capacityOf = ({ peer, protector }: Call): Capacity =>
  protector === undefined ? peer.capacity : protectedCapacity(peer.capacity);

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
