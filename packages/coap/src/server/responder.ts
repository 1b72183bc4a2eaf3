import { BERT_SZX, blockBytes, blockOf, blockValue, MAX_BLOCK_NUMBER, MAX_SZX, szxFor } from "../blockwise/block.js";
import { BodySnapshots, etagOf } from "../blockwise/body-snapshots.js";
import { requestKey } from "../blockwise/request-key.js";
import { Code, codeClass, isSuccess } from "../message/code.js";
import { optionsOf } from "../message/decode-message.js";
import { MessageType } from "../message/message.js";
import { OptionNumber } from "../message/option-registry.js";
import { payloadBytes } from "../message/payload.js";
import type { ServerObservation } from "../observe/server-observation.js";
import { type Capacity, protectedCapacity, SEALING_BYTES } from "../reliability/capacity.js";
import type { DeliveryListener } from "../reliability/delivery.js";
import type { MessageCarrier } from "../reliability/message-carrier.js";
import type { Random } from "../time/random.js";
import type { TimerWheel } from "../time/timer-wheel.js";
import type { AddressVerification } from "./address-verification.js";
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
  /** All of the payload, from which smaller parts can be cut. */
  readonly whole: Uint8Array;
}

/** An observation that a response establishes, and the state in it. */
interface Begun {
  readonly observation: ServerObservation;
  readonly state: CoapResponse;
}

/** A response as it goes out. */
interface Outgoing {
  readonly type: MessageType;
  readonly messageId: number;
  readonly bytes: Uint8Array;
}

export interface ResponderOptions {
  readonly carrier: MessageCarrier;
  readonly limits: ServerLimits;
  readonly wheel: TimerWheel;
  readonly random: Random;
  /** Asks peers to verify their addresses; `undefined` when they need not. */
  readonly guard: AmplificationGuard | undefined;
  readonly verification: AddressVerification;
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
  readonly #verification: AddressVerification;

  constructor({ carrier, limits, wheel, random, guard, verification }: ResponderOptions) {
    this.#verification = verification;
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
    const begun = observation && { observation, state: response };
    this.#send(request, fitted, begun);
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
    this.#send(request, { response: { code: Code.Continue }, payload: NO_BYTES, managed, whole: NO_BYTES }, undefined);
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

  /**
   * Many servers must not answer at the same time, and none with an error that only says it is another one's business; but
   * No-Response says what is wanted, errors too (RFC 7252 §8.2, RFC 7967 §2.1).
   */
  #respondToGroup(request: IncomingRequest, response: CoapResponse): void {
    const isUnwanted =
      request.noResponse < 0 ? !isSuccess(response.code) : isSuppressed(request.noResponse, response.code);
    if (isUnwanted) return;
    if (this.#waiting >= this.#limits.maxWaitingForLeisure) return;
    this.#waiting += 1;
    const fitted = this.#fit(request, this.#validated(request, response), -1);
    this.#wheel.callAfter(this.#random() * this.#limits.leisureMs, () => {
      this.#waiting -= 1;
      this.#send(request, fitted, undefined);
    });
  }

  /** More than an address gets that nobody is known to receive at waits until that is known, or is made smaller. */
  #send(request: IncomingRequest, fitted: Fitted, begun: Begun | undefined): void {
    const { peer } = request;
    const message = this.#messageOf(request, fitted);
    if (message.bytes.length <= peer.allowance) {
      if (begun !== undefined) this.#verification.ask(peer, message.bytes.length);
      this.#transmit(request, message, begun);
      return;
    }
    this.#verification.whenVerified(peer, {
      onVerified: () => this.#transmit(request, message, begun),
      onOverdue: () => this.#sendLess(request, fitted, message, begun),
      onUnverified: () => this.#refuse(request, message, begun),
    });
  }

  /** The Acknowledgement, unless that was sent without a response; then a message that is Confirmable as the request was. */
  #messageOf(request: IncomingRequest, fitted: Fitted): Outgoing {
    const { peer, exchange, confirmable } = request;
    const isPiggybacked = confirmable && exchange.reply === undefined;
    const isConfirmable = confirmable && this.#guard?.forbidsRepeats(request) !== true;
    const type = isPiggybacked ? MessageType.ACK : isConfirmable ? MessageType.CON : MessageType.NON;
    const messageId = isPiggybacked ? request.view.messageId : peer.nextMessageId();
    return { type, messageId, bytes: this.#encode(type, messageId, request, fitted) };
  }

  #transmit(request: IncomingRequest, message: Outgoing, begun: Begun | undefined): void {
    const { peer, exchange } = request;
    const { type, messageId, bytes } = message;
    if (type === MessageType.CON) {
      const delivery = this.#carrier.deliver(peer, messageId, bytes, begun?.observation ?? indifferent);
      begun?.observation.establish(delivery, begun.state);
      return;
    }
    if (type === MessageType.ACK) this.#carrier.reply(exchange, bytes, peer);
    else this.#carrier.send(bytes, peer);
    begun?.observation.establish(undefined, begun.state);
  }

  /**
   * Sends of a response what the peer's allowance covers, if that is anything: a block as small as need be, whose successors
   * the client asks for one by one, or an error without its text.
   */
  #sendLess(
    request: IncomingRequest,
    fitted: Fitted,
    { type, messageId }: Outgoing,
    begun: Begun | undefined,
  ): boolean {
    for (const less of this.#smaller(request, fitted)) {
      const bytes = this.#encode(type, messageId, request, less);
      if (bytes.length > request.peer.allowance) continue;
      this.#transmit(request, { type, messageId, bytes }, begun);
      return true;
    }
    return false;
  }

  *#smaller(request: IncomingRequest, { response, whole, managed }: Fitted): Iterable<Fitted> {
    if (!isSuccess(response.code)) yield bare(response.code);
    else if (whole.length > 0)
      for (let szx = this.#szx; szx >= 0; szx--) yield this.#cut(request, response, whole, managed.observe, szx);
  }

  /** The response cannot be had by anyone at this address. */
  #refuse(request: IncomingRequest, { type, messageId }: Outgoing, begun: Begun | undefined): void {
    begun?.observation.end("unreachable");
    if (request.multicast) return;
    const bytes = this.#encode(type, messageId, request, bare(Code.ServiceUnavailable));
    this.#transmit(request, { type, messageId, bytes }, undefined);
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
    if (request.block2 < 0 && payload.length <= this.#wholeBytes(request, response)) {
      const size2 = request.asksSize && isSuccess(response.code) ? payload.length : -1;
      if (request.block1 < 0 && observe < 0 && size2 < 0 && response.code !== Code.RequestEntityTooLarge)
        return { response, payload, managed: noManagedOptions, whole: payload };
      return {
        response,
        payload,
        whole: payload,
        managed: { ...noManagedOptions, observe, size2, ...this.#block1(request, response) },
      };
    }
    return this.#cut(request, response, payload, observe);
  }

  /** The block of a payload that the request asks for; the first, if it asks for none. */
  #cut(
    request: IncomingRequest,
    given: CoapResponse,
    payload: Uint8Array,
    observe: number,
    maxSzx = this.#szxFor(request),
  ): Fitted {
    const { number: asked, szx: askedSzx } = request.block2 < 0 ? { number: 0, szx: maxSzx } : blockOf(request.block2);
    const szx = Math.min(askedSzx, maxSzx);
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
    return { response, payload: payload.subarray(start, end), managed, whole: payload };
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
  #wholeBytes(request: IncomingRequest, response: CoapResponse): number {
    const { wholeBytes, szx } = capacityOf(request);
    if (this.#szx === MAX_SZX && wholeBytes > 0) return wholeBytes;
    return blockBytes(Math.min(this.#szx, szx)) + (isSealed(response) ? SEALING_BYTES : 0);
  }

  /** For requests of later blocks without a body, and for those of FETCH that repeat it. */
  #keep(request: IncomingRequest, response: CoapResponse, payload: Uint8Array): void {
    this.#snapshots.keep(snapshotKey(request, NO_BYTES), response, payload);
    if (request.method === Code.FETCH && request.payload.length > 0)
      this.#snapshots.keep(snapshotKey(request, request.payload), response, payload);
  }

  #outside(request: IncomingRequest, response: CoapResponse): Fitted {
    if (!isSuccess(response.code)) {
      const managed = { ...noManagedOptions, ...this.#block1(request, response) };
      return { response, payload: NO_BYTES, managed, whole: NO_BYTES };
    }
    return bare(Code.BadRequest);
  }

  /** The acknowledged block, and how much a body may have when there was too much (RFC 7959 §2.9.3). */
  #block1(request: IncomingRequest, response: CoapResponse): Pick<ManagedOptions, "block1" | "size1"> {
    const size1 = response.code === Code.RequestEntityTooLarge ? this.#limits.maxBodyBytes : -1;
    if (request.block1 < 0) return { block1: -1, size1 };
    const { number, more, szx } = blockOf(request.block1);
    return { block1: blockValue(number, more, Math.min(szx, this.#szxTaken(request))), size1 };
  }
}

const bare = (code: number): Fitted => ({
  response: { code },
  payload: NO_BYTES,
  managed: noManagedOptions,
  whole: NO_BYTES,
});
/** What identifies a response that is kept: of FETCH the body belongs to it, where the client says it again (RFC 8132 §2). */
function snapshotKey({ view, peer, method }: IncomingRequest, body: Uint8Array): string {
  const key = requestKey(view, peer);
  return method === Code.FETCH && body.length > 0 ? `${key} ${Buffer.from(etagOf(body)).toString("hex")}` : key;
}

/** What the client takes in one response. */
/** Whether it is a protected message that a proxy passes on. */
const isSealed = ({ options }: CoapResponse): boolean =>
  options?.some(({ number }) => number === OptionNumber.OSCORE) === true;

const capacityOf = ({ peer, view }: IncomingRequest): Capacity =>
  view.protector === undefined ? peer.capacity : protectedCapacity(peer.capacity);

/** Whether the client said that it does not care for responses of this class (RFC 7967 §2.1). */
function isSuppressed(noResponse: number, code: number): boolean {
  return noResponse > 0 && (noResponse & (1 << (codeClass(code) - 1))) !== 0;
}
