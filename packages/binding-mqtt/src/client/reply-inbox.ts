import { NetworkError, ProtocolError, type WotError } from "@thingwright/errors";
import type { BrokerConnection } from "../connection/broker-connection.js";
import type { Deadline } from "../connection/deadline.js";
import type { MessageListener } from "../connection/listener.js";
import type { InboundMessage, OutboundMessage } from "../connection/message.js";

/** Takes the answers to the requests of one connection: one subscription for all requests that share a reply filter. */
export class ReplyInbox {
  readonly #connection: BrokerConnection;
  readonly #maxPendingRequests: number;
  /** By reply topic, or by correlation data where all answers share one topic. */
  readonly #pending = new Map<string, PendingReply>();
  readonly #filters = new Map<string, Promise<unknown>>();
  #requests = 0;
  #waiting = 0;

  constructor(connection: BrokerConnection, maxPendingRequests: number) {
    this.#connection = connection;
    this.#maxPendingRequests = maxPendingRequests;
  }

  /** A name for the next request, unique on this connection. */
  nextId(): string {
    this.#requests += 1;
    return this.#requests.toString(36);
  }

  /**
   * Publishes `message` and resolves with the first answer under one of `keys`.
   *
   * @param keyOf - the key that an incoming message answers to
   */
  async ask(
    message: OutboundMessage,
    keys: readonly string[],
    replyFilter: string,
    keyOf: (reply: InboundMessage) => string,
    deadline: Deadline,
  ): Promise<InboundMessage> {
    if (this.#waiting >= this.#maxPendingRequests) {
      const text = `${this.#connection.url}: more than ${this.#maxPendingRequests} requests wait (maxPendingRequests)`;
      throw new NetworkError("WOT_NETWORK", text, { sent: false });
    }
    this.#waiting += 1;
    try {
      await deadline.guard(this.#subscribed(replyFilter, keyOf, deadline));
      const reply = new Promise<InboundMessage>((resolve, reject) => {
        for (const key of keys) this.#pending.set(key, { resolve, reject });
      });
      reply.catch(() => {});
      await this.#connection.publish(message, deadline);
      return await deadline.guard(reply);
    } finally {
      this.#waiting -= 1;
      for (const key of keys) this.#pending.delete(key);
    }
  }

  #subscribed(filter: string, keyOf: (reply: InboundMessage) => string, deadline: Deadline): Promise<unknown> {
    const known = this.#filters.get(filter);
    if (known !== undefined) return known;
    const listening = this.#connection.listen([filter], 1, this.#listener(filter, keyOf), deadline);
    this.#filters.set(filter, listening);
    listening.catch(() => this.#filters.delete(filter));
    return listening;
  }

  #listener(filter: string, keyOf: (reply: InboundMessage) => string): MessageListener {
    return {
      message: (message) => {
        if (!message.retain) this.#pending.get(keyOf(message))?.resolve(message);
      },
      oversize: (topic, sizeBytes) => {
        const reason = `the answer of ${sizeBytes} bytes is over maxBodyBytes`;
        this.#pending.get(topic)?.reject(new ProtocolError("WOT_PROTOCOL", reason));
      },
      interrupted: (error) => this.#failAll(error),
      resumed: () => {},
      failed: (error) => {
        this.#filters.delete(filter);
        this.#failAll(error);
      },
    };
  }

  #failAll(error: WotError): void {
    for (const { reject } of this.#pending.values()) reject(error);
  }
}

interface PendingReply {
  readonly resolve: (message: InboundMessage) => void;
  readonly reject: (error: WotError) => void;
}
