import type { Clock } from "@thingwright/contracts";
import { NetworkError, ProtocolError, type WotError } from "@thingwright/errors";
import { Alarm } from "../connection/alarm.js";
import type { BrokerConnection } from "../connection/broker-connection.js";
import type { Deadline } from "../connection/deadline.js";
import type { MessageListener } from "../connection/listener.js";
import type { InboundMessage, OutboundMessage } from "../connection/message.js";
import { noDeadline, type Outgoing } from "../connection/outgoing.js";

/** How many requests wait for an answer at once, and when they are sent again. */
export interface InboxSettings {
  readonly maxPendingRequests: number;
  /** 0 for never. */
  readonly requestRepeatMs: number;
  readonly clock: Clock;
}

/** A request, and how its answer is known. */
export interface AnsweredRequest {
  readonly message: OutboundMessage;
  /** The answer is the first message under one of them. */
  readonly keys: readonly string[];
  readonly replyFilter: string;
  /** The key that an incoming message answers to. */
  readonly keyOf: (reply: InboundMessage) => string;
  /** Milliseconds for which it may be sent again, as it is not carried out again; 0 for not at all. */
  readonly repeatableMs: number;
}

/** Takes the answers to the requests of one connection: one subscription for all requests that share a reply filter. */
export class ReplyInbox {
  readonly #connection: BrokerConnection;
  readonly #settings: InboxSettings;
  /** By reply topic, or by correlation data where all answers share one topic. */
  readonly #pending = new Map<string, PendingReply>();
  readonly #filters = new Map<string, Promise<unknown>>();
  /** Of the requests, those that the broker has acknowledged and that may be sent again. */
  readonly #repeatable = new Set<PendingReply>();
  readonly #alarm: Alarm;
  #requests = 0;
  #waiting = 0;

  constructor(connection: BrokerConnection, settings: InboxSettings) {
    this.#connection = connection;
    this.#settings = settings;
    this.#alarm = new Alarm(settings.clock, () => this.#repeatDue());
  }

  /** A name for the next request, unique on this connection. */
  nextId(): string {
    this.#requests += 1;
    return this.#requests.toString(36);
  }

  /**
   * Publishes the request and resolves with its answer. While there is none it is published again every `requestRepeatMs`,
   * as far as it is repeatable.
   */
  async ask(request: AnsweredRequest, deadline: Deadline): Promise<InboundMessage> {
    const { maxPendingRequests, requestRepeatMs, clock } = this.#settings;
    if (this.#waiting >= maxPendingRequests) {
      const text = `${this.#connection.url}: more than ${maxPendingRequests} requests wait (maxPendingRequests)`;
      throw new NetworkError("WOT_NETWORK", text, { sent: false });
    }
    this.#waiting += 1;
    let pending: PendingReply | undefined;
    try {
      await deadline.guard(this.#subscribed(request, deadline));
      const { message, keys, repeatableMs } = request;
      const reply = new Promise<InboundMessage>((resolve, reject) => {
        const untilMs = clock.now() + repeatableMs;
        pending = { message, untilMs, dueMs: 0, repetition: undefined, resolve, reject };
        for (const key of keys) this.#pending.set(key, pending);
      });
      reply.catch(() => {});
      await Promise.race([this.#connection.publish(message, deadline), reply]);
      if (repeatableMs > 0 && requestRepeatMs > 0) this.#repeatLater(pending!);
      return await deadline.guard(reply);
    } finally {
      this.#waiting -= 1;
      for (const key of request.keys) this.#pending.delete(key);
      if (pending !== undefined) this.#endRepeating(pending);
    }
  }

  #subscribed(request: AnsweredRequest, deadline: Deadline): Promise<unknown> {
    const { replyFilter } = request;
    const known = this.#filters.get(replyFilter);
    if (known !== undefined) return known;
    const listening = this.#connection.listen([replyFilter], 1, this.#listener(request), deadline);
    this.#filters.set(replyFilter, listening);
    listening.catch(() => this.#filters.delete(replyFilter));
    return listening;
  }

  #listener({ replyFilter, keyOf }: AnsweredRequest): MessageListener {
    return {
      ignoresRetained: true,
      message: (message) => {
        if (!message.retain) this.#pending.get(keyOf(message))?.resolve(message);
      },
      oversize: (topic, sizeBytes) => {
        const reason = `the answer of ${sizeBytes} bytes is over maxBodyBytes`;
        this.#pending.get(topic)?.reject(new ProtocolError("WOT_PROTOCOL", reason));
      },
      // What the broker has not acknowledged is sent again, and what has no answer is asked for again.
      interrupted: () => {
        for (const pending of this.#repeatable) pending.dueMs = 0;
      },
      resumed: () => this.#repeatDue(),
      failed: (error) => {
        this.#filters.delete(replyFilter);
        this.#failAll(error);
      },
    };
  }

  #repeatLater(pending: PendingReply): void {
    pending.repetition = undefined;
    pending.dueMs = this.#settings.clock.now() + this.#settings.requestRepeatMs;
    this.#repeatable.add(pending);
    this.#alarm.by(pending.dueMs);
  }

  #repeatDue(): void {
    const nowMs = this.#settings.clock.now();
    for (const pending of this.#repeatable) {
      if (pending.repetition !== undefined) continue;
      if (pending.dueMs > nowMs) this.#alarm.by(pending.dueMs);
      else if (pending.untilMs <= nowMs) this.#repeatable.delete(pending);
      else this.#repeat(pending);
    }
  }

  /** The next one comes no sooner than the broker has this one. */
  #repeat(pending: PendingReply): void {
    const settle = (): void => {
      if (this.#repeatable.has(pending)) this.#repeatLater(pending);
    };
    pending.repetition = this.#connection.send(pending.message, { untilMs: noDeadline, settle });
    // No room is no harm: there is another time.
    if (pending.repetition === undefined) this.#repeatLater(pending);
  }

  #endRepeating(pending: PendingReply): void {
    this.#repeatable.delete(pending);
    if (pending.repetition !== undefined) this.#connection.giveUp(pending.repetition);
  }

  #failAll(error: WotError): void {
    for (const { reject } of this.#pending.values()) reject(error);
  }
}

interface PendingReply {
  readonly message: OutboundMessage;
  /** When it may no longer be sent again. */
  readonly untilMs: number;
  /** When it is sent again. */
  dueMs: number;
  /** What is on its way to the broker again. */
  repetition: Outgoing | undefined;
  readonly resolve: (message: InboundMessage) => void;
  readonly reject: (error: WotError) => void;
}
