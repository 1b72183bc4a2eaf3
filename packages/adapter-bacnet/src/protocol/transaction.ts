import type { Clock, Timer } from "@thingwright/contracts";
import { ProtocolError, TimeoutError, type WotError } from "@thingwright/errors";
import { type Apdu, abort, confirmedRequest, segmentAck } from "./apdu.js";
import { Reassembly } from "./reassembly.js";
import { abortReason, refusalError } from "./refusal.js";

/** How long and how often a request is tried, and how long its answer may be. */
export interface TransactionLimits {
  /** Wait for an answer, or for the next segment of one, before the request is sent again. */
  readonly apduTimeoutMs: number;
  /** How often it is sent again. */
  readonly maxRetransmits: number;
  /** Segments of one answer. */
  readonly maxSegments: number;
}

export interface TransactionOptions {
  readonly invokeId: number;
  readonly service: number;
  readonly data: Uint8Array;
  readonly limits: TransactionLimits;
  readonly clock: Clock;
  /** Sends to the peer. */
  send(apdu: Uint8Array, expectsReply: boolean): void;
}

interface Settle {
  resolve(data: Uint8Array): void;
  reject(error: WotError): void;
}

/** One confirmed request: sent until it is answered, or given up (ASHRAE 135 §5.4.4). */
export class Transaction {
  /** The data of the answer; empty for a simple acknowledgement. */
  readonly answer: Promise<Uint8Array>;
  readonly service: number;
  readonly #options: TransactionOptions;
  readonly #settle: Settle;
  #reassembly: Reassembly | undefined;
  #sent = 0;
  #timer: Timer | undefined;
  #isOver = false;

  constructor(options: TransactionOptions) {
    this.#options = options;
    this.service = options.service;
    let settle: Settle | undefined;
    this.answer = new Promise((resolve, reject) => {
      settle = { resolve, reject };
    });
    this.answer.catch(() => {});
    this.#settle = settle!;
  }

  /** Sends the request, for the first time or again. */
  start(): void {
    const { send, service, invokeId, data } = this.#options;
    this.#sent += 1;
    this.#reassembly = undefined;
    send(confirmedRequest(service, invokeId, data), true);
    this.#wait();
  }

  /** Takes what the peer answered. */
  take(apdu: Apdu): void {
    if (this.#isOver) return;
    switch (apdu.kind) {
      case "simple-ack":
        this.#resolve(new Uint8Array(0));
        break;
      case "complex-ack":
        if (apdu.segment === undefined) this.#resolve(apdu.data.slice());
        else this.#takeSegment(apdu.segment, apdu.data);
        break;
      case "error":
      case "reject":
      case "abort":
        this.#refuse(apdu);
    }
  }

  /** Gives the request up. */
  end(reason: WotError): void {
    if (this.#isOver) return;
    this.#over();
    this.#settle.reject(reason);
  }

  #takeSegment(segment: Parameters<Reassembly["take"]>[0], data: Uint8Array): void {
    const { send, invokeId, limits } = this.#options;
    this.#reassembly ??= new Reassembly(limits.maxSegments);
    const outcome = this.#reassembly.take(segment, data);
    this.#wait();
    if (outcome.kind === "wait") return;
    if (outcome.kind === "overflow") {
      send(abort(invokeId, abortReason.outOfResources, false), false);
      this.end(new ProtocolError("WOT_PROTOCOL", `the answer has more than maxSegments (${limits.maxSegments})`));
      return;
    }
    const isNegative = outcome.kind === "acknowledge" && outcome.isNegative;
    send(segmentAck(invokeId, outcome.sequence, outcome.window, isNegative), false);
    if (outcome.kind === "complete") this.#resolve(outcome.data);
  }

  #refuse(apdu: Parameters<typeof refusalError>[0]): void {
    try {
      this.end(refusalError(apdu));
    } catch (error) {
      this.end(error as WotError);
    }
  }

  #wait(): void {
    const { clock, limits } = this.#options;
    this.#timer?.cancel();
    this.#timer = clock.after(limits.apduTimeoutMs, () => this.#unanswered());
  }

  #unanswered(): void {
    const { maxRetransmits, apduTimeoutMs } = this.#options.limits;
    if (this.#sent <= maxRetransmits) this.start();
    else
      this.end(new TimeoutError("WOT_TIMEOUT", `no answer to ${this.#sent} requests within ${apduTimeoutMs} ms each`));
  }

  #resolve(data: Uint8Array): void {
    this.#over();
    this.#settle.resolve(data);
  }

  #over(): void {
    this.#isOver = true;
    this.#timer?.cancel();
  }
}
