import { BERT_SZX, blockBytes, blockOf, blockValue, MAX_BLOCK_NUMBER, MAX_SZX, szxFor } from "../blockwise/block.js";
import { BodySnapshots, etagOf } from "../blockwise/body-snapshots.js";
import { requestKey } from "../blockwise/request-key.js";
import { Code, codeClass, isSuccess } from "../message/code.js";
import { optionsOf } from "../message/decode-message.js";
import { MessageType } from "../message/message.js";
import { OptionNumber } from "../message/option-registry.js";
import { payloadBytes } from "../message/payload.js";
import type { ServerObservation } from "../observe/server-observation.js";
import { type Capacity, protectedCapacity } from "../reliability/capacity.js";
import type { Delivery, DeliveryListener } from "../reliability/delivery.js";
import type { MessageCarrier } from "../reliability/message-carrier.js";
import type { Random } from "../time/random.js";
import type { TimerWheel } from "../time/timer-wheel.js";
import type { AmplificationGuard } from "./amplification-guard.js";
import type { IncomingRequest } from "./incoming-request.js";
import type { CoapResponse } from "./response.js";
import { type ManagedOptions, noManagedOptions, ResponseEncoder } from "./response-encoder.js";
import type { ServerLimits } from "./server-limits.js";

const NO_BYTES = new Uint8Array(0);

/** Nobody needs to know whether a separate response arrived: the client asks again if it still wants it. */
const indifferent: DeliveryListener = {
  onAcknowledged() {},
  onPiggybacked: () => false,
  onReset() {},
  onUndelivered() {},
};

/** Part of a response that fits into one message. */
interface Fitted {
  readonly response: CoapResponse;
  readonly payload: Uint8Array;
  readonly managed: ManagedOptions;
}

export interface ResponderOptions {
  readonly carrier: MessageCarrier;
  readonly limits: ServerLimits;
  readonly wheel: TimerWheel;
  readonly random: Random;
  /** Asks peers to verify their addresses; `undefined` when they need not. */
  readonly guard: AmplificationGuard | undefined;
}

/**
 * Sends responses: cuts them into blocks, adds the options that the protocol asks for, and chooses the message that carries
 * them: the Acknowledgement, a Confirmable message of its own, or a Non-confirmable one.
 *
 * @see RFC 7252 §5.2
 */
export class Responder {
  readonly #carrier: MessageCarrier;
  readonly #limits: ServerLimits;
  readonly #snapshots: BodySnapshots<CoapResponse>;
  readonly #encoder = new ResponseEncoder();
  readonly #szx: number;
  readonly #wheel: TimerWheel;
  readonly #random: Random;
  /** Answers to multicast requests that wait for their leisure to pass. */
  #waiting = 0;
  readonly #guard: AmplificationGuard | undefined;

  constructor({ carrier, limits, wheel, random, guard }: ResponderOptions) {
    this.#carrier = carrier;
    this.#wheel = wheel;
    this.#random = random;
    this.#guard = guard;
    this.#limits = limits;
    this.#szx = szxFor(limits.maxBlockBytes);
    const { maxSnapshots, maxSnapshotBytes, snapshotTimeoutMs } = limits;
    const store = { maxEntries: maxSnapshots, maxBytes: maxSnapshotBytes, idleMs: snapshotTimeoutMs };
    this.#snapshots = new BodySnapshots(store, wheel);
  }

  /** Answers a request; as its first notification if there is an observation. */
  respond(request: IncomingRequest, response: CoapResponse, observation?: ServerObservation): void {
    if (request.multicast) {
      this.#respondToGroup(request, response);
      return;
    }
    if (isSuppressed(request.noResponse, response.code) && observation === undefined) {
      this.#carrier.conclude(request.exchange, request.view, request.peer);
      return;
    }
    const fitted = this.#fit(request, this.#validated(request, response), observation?.advance() ?? -1);
    const delivery = this.#send(request, fitted, observation);
    observation?.establish(delivery, response);
  }

  /** Answers a request for a later block from the response kept; false if there is none. */
  respondFromSnapshot(request: IncomingRequest): boolean {
    const snapshot = this.#snapshots.find(snapshotKey(request, request.view.payload()));
    if (snapshot === undefined) return false;
    this.#send(request, this.#cut(request, snapshot.response, snapshot.payload, -1), undefined);
    return true;
  }

  /** Asks for the next block of an upload, in our block size if the client's is larger (RFC 7959 §2.5). */
  continueUpload(request: IncomingRequest): void {
    const { number, szx } = blockOf(request.block1);
    const block1 = blockValue(number, true, Math.min(szx, this.#szxTaken(request)));
    const managed = { ...noManagedOptions, block1 };
    this.#send(request, { response: { code: Code.Continue }, payload: NO_BYTES, managed }, undefined);
  }

  acknowledge(request: IncomingRequest): void {
    this.#carrier.acknowledge(request.exchange, request.view.messageId, request.peer);
  }

  /** The bytes of a later notification; its first block if it takes several. */
  encodeNotification(
    o: ServerObservation,
    response: CoapResponse,
    confirmable: boolean,
    messageId: number,
  ): Uint8Array {
    const observe = isSuccess(response.code) ? o.advance() : -1;
    const fitted = this.#fit(o.request, response, observe);
    const type = confirmable ? MessageType.CON : MessageType.NON;
    return this.#encode(type, messageId, o.request, fitted);
  }

  /** Many servers must not answer at the same time, and none with an error that only says it is another one's business. */
  #respondToGroup(request: IncomingRequest, response: CoapResponse): void {
    if (!isSuccess(response.code) || isSuppressed(request.noResponse, response.code)) return;
    if (this.#waiting >= this.#limits.maxWaitingForLeisure) return;
    this.#waiting += 1;
    const fitted = this.#fit(request, this.#validated(request, response), -1);
    this.#wheel.callAfter(this.#random() * this.#limits.leisureMs, () => {
      this.#waiting -= 1;
      this.#send(request, fitted, undefined);
    });
  }

  #send(request: IncomingRequest, fitted: Fitted, observation: ServerObservation | undefined): Delivery | undefined {
    const { peer, exchange } = request;
    if (request.confirmable && exchange.reply === undefined) {
      this.#carrier.reply(exchange, this.#encode(MessageType.ACK, request.view.messageId, request, fitted), peer);
      return undefined;
    }
    const messageId = peer.nextMessageId();
    const isConfirmable = request.confirmable && this.#guard?.forbidsRepeats(request) !== true;
    const bytes = this.#encode(isConfirmable ? MessageType.CON : MessageType.NON, messageId, request, fitted);
    if (isConfirmable) return this.#carrier.deliver(peer, messageId, bytes, observation ?? indifferent);
    this.#carrier.send(bytes, peer);
    return undefined;
  }

  #encode(type: MessageType, messageId: number, request: IncomingRequest, { response, payload, managed }: Fitted) {
    const { protector } = request.view;
    const plain = this.#encoder.encode(type, messageId, request.view, response, payload, managed);
    if (this.#guard?.isTooMuch(request, plain.length) === true) return this.#challenge(type, messageId, request);
    return protector === undefined ? plain : protector.protect(plain);
  }

  #challenge(type: MessageType, messageId: number, request: IncomingRequest): Uint8Array {
    const challenge = this.#guard!.challenge(request);
    return this.#encoder.encode(type, messageId, request.view, challenge, NO_BYTES, noManagedOptions);
  }

  /** 2.03 in place of 2.05 when the client has this very representation (RFC 7252 §5.10.6.2). */
  #validated(request: IncomingRequest, response: CoapResponse): CoapResponse {
    const { etag } = response;
    if (!request.hasETag || etag === undefined || response.code !== Code.Content) return response;
    const known = optionsOf(request.view).some(
      ({ number, value }) => number === OptionNumber.ETag && Buffer.compare(value, etag) === 0,
    );
    if (!known) return response;
    return { code: Code.Valid, etag, maxAgeSeconds: response.maxAgeSeconds };
  }

  #fit(request: IncomingRequest, response: CoapResponse, observe: number): Fitted {
    const payload = payloadBytes(response.payload);
    if (request.block2 < 0 && payload.length <= this.#wholeBytes(request)) {
      const size2 = request.asksSize && isSuccess(response.code) ? payload.length : -1;
      if (request.block1 < 0 && observe < 0 && size2 < 0 && response.code !== Code.RequestEntityTooLarge)
        return { response, payload, managed: noManagedOptions };
      return {
        response,
        payload,
        managed: { ...noManagedOptions, observe, size2, ...this.#block1(request, response) },
      };
    }
    return this.#cut(request, response, payload, observe);
  }

  /** The block of a payload that the request asks for; the first, if it asks for none. */
  #cut(request: IncomingRequest, given: CoapResponse, payload: Uint8Array, observe: number): Fitted {
    const ownSzx = this.#szxFor(request);
    const { number: asked, szx: askedSzx } = request.block2 < 0 ? { number: 0, szx: ownSzx } : blockOf(request.block2);
    const szx = Math.min(askedSzx, ownSzx);
    const size = szx === BERT_SZX ? capacityOf(request).bertBytes : blockBytes(szx);
    // A client that asks for larger blocks than ours gets the data at the place it means (RFC 7959 §2.3).
    const start = asked * blockBytes(askedSzx);
    if (start > 0 && start >= payload.length) return this.#outside(request, given);
    const end = Math.min(start + size, payload.length);
    const number = start / blockBytes(szx);
    if (number > MAX_BLOCK_NUMBER) return this.#outside(request, given);
    const more = end < payload.length;
    const isWhole = start === 0 && !more;
    const response = isWhole || given.etag !== undefined ? given : { ...given, etag: etagOf(payload) };
    if (more && start === 0) this.#keep(request, response, payload);
    const size2 = (more && start === 0) || request.asksSize ? payload.length : -1;
    const block2 = blockValue(number, more, szx);
    const managed = { ...noManagedOptions, observe, block2, size2, ...this.#block1(request, response) };
    return { response, payload: payload.subarray(start, end), managed };
  }

  /** Size exponent of our largest blocks: what the peer takes, unless smaller ones are wanted here. */
  #szxFor({ peer }: IncomingRequest): number {
    return this.#szx < MAX_SZX ? Math.min(this.#szx, peer.capacity.szx) : peer.capacity.szx;
  }

  /** Size exponent of the largest blocks that are taken here. */
  #szxTaken({ peer }: IncomingRequest): number {
    return this.#szx === MAX_SZX && peer.capacity.isReliable ? BERT_SZX : this.#szx;
  }

  /** Most bytes of a payload that goes without blocks. */
  #wholeBytes(request: IncomingRequest): number {
    const { wholeBytes, szx } = capacityOf(request);
    return this.#szx < MAX_SZX || wholeBytes === 0 ? blockBytes(Math.min(this.#szx, szx)) : wholeBytes;
  }

  /** For requests of later blocks without a body, and for those of FETCH that repeat it. */
  #keep(request: IncomingRequest, response: CoapResponse, payload: Uint8Array): void {
    this.#snapshots.keep(snapshotKey(request, NO_BYTES), response, payload);
    if (request.method === Code.FETCH && request.payload.length > 0)
      this.#snapshots.keep(snapshotKey(request, request.payload), response, payload);
  }

  #outside(request: IncomingRequest, response: CoapResponse): Fitted {
    if (!isSuccess(response.code)) {
      return { response, payload: NO_BYTES, managed: { ...noManagedOptions, ...this.#block1(request, response) } };
    }
    return { response: { code: Code.BadRequest }, payload: NO_BYTES, managed: noManagedOptions };
  }

  /** The acknowledged block, and how much a body may have when there was too much (RFC 7959 §2.9.3). */
  #block1(request: IncomingRequest, response: CoapResponse): Pick<ManagedOptions, "block1" | "size1"> {
    const size1 = response.code === Code.RequestEntityTooLarge ? this.#limits.maxBodyBytes : -1;
    if (request.block1 < 0) return { block1: -1, size1 };
    const { number, more, szx } = blockOf(request.block1);
    return { block1: blockValue(number, more, Math.min(szx, this.#szxTaken(request))), size1 };
  }
}

/** What identifies a response that is kept: of FETCH the body belongs to it, where the client says it again (RFC 8132 §2). */
function snapshotKey({ view, peer, method }: IncomingRequest, body: Uint8Array): string {
  const key = requestKey(view, peer);
  return method === Code.FETCH && body.length > 0 ? `${key} ${Buffer.from(etagOf(body)).toString("hex")}` : key;
}

/** What the client takes in one response. */
const capacityOf = ({ peer, view }: IncomingRequest): Capacity =>
  view.protector === undefined ? peer.capacity : protectedCapacity(peer.capacity);

/** Whether the client said that it does not care for responses of this class (RFC 7967 §2.1). */
function isSuppressed(noResponse: number, code: number): boolean {
  return noResponse > 0 && (noResponse & (1 << (codeClass(code) - 1))) !== 0;
}
