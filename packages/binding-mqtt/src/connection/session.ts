import { NetworkError, type WotError } from "@thingwright/errors";
import type { MqttClient } from "mqtt";
import { type BrokerOffer, plainOffer, refusalOfMessage } from "./broker-offer.js";
import type { ClientIdentifiers } from "./client-identifiers.js";
import type { OutboundMessage } from "./message.js";
import { errorOfPacket, grantedOf, refusalsOf } from "./mqtt-failure.js";
import type { MqttVersion } from "./session-options.js";
import type { SubscriptionTerms } from "./subscription-terms.js";

/** Bytes that are handed to the socket ahead of what it has taken. */
const maxBufferedBytes = 262_144;

/**
 * Hears that the broker has acknowledged a message of QoS 1 or 2, or the error by which it has not: see `refusalOfPublish`. Of
 * an error of the connection as well, which says nothing of the message: it stays under way.
 */
export type Acknowledged = (error?: Error | null) => void;

/**
 * One network connection to a broker, from CONNECT to its end; it never comes back. What outlives it of the MQTT session
 * is elsewhere: `SessionState` and `SendQueue`.
 *
 * MQTT.js frames packets and keeps the connection alive. Reconnecting, queueing, sending again and resubscribing are not
 * its task here: its queues have no bound.
 */
export class Session {
  readonly version: MqttVersion;
  /** What the broker does; known when the session is open. */
  offer: BrokerOffer = plainOffer;
  /** Whether the broker goes on with the session that there was before (MQTT 5.0 §3.2.2.1.1). */
  resumed = false;
  /** Hears which messages of QoS 2 the broker has taken, so that only their release is left. */
  onReleased: ((identifier: number) => void) | undefined;
  readonly #client: MqttClient;
  readonly #identifiers: ClientIdentifiers;
  readonly #url: string;
  /** Rejects what still waits for an acknowledgement. */
  readonly #waiting = new Set<(error: WotError) => void>();
  #closed: WotError | undefined;

  constructor(client: MqttClient, identifiers: ClientIdentifiers, url: string, version: MqttVersion) {
    this.#client = client;
    this.#identifiers = identifiers;
    this.#url = url;
    this.version = version;
  }

  get isOpen(): boolean {
    return this.#closed === undefined;
  }

  /** Whether the socket keeps up; if not, `onRoom` tells when it does again. */
  get hasRoom(): boolean {
    return this.#client.stream.writableLength < maxBufferedBytes;
  }

  /** Has `callback` called whenever the socket has taken all after it did not keep up. */
  onRoom(callback: () => void): void {
    this.#client.stream.on("drain", callback);
  }

  /** Why the broker would not take `message`. */
  refusalOf(message: OutboundMessage): WotError | undefined {
    return refusalOfMessage(this.offer, message);
  }

  /** Hands a message of QoS 0 to the socket. */
  send(message: OutboundMessage): void {
    this.#client.publish(message.topic, bufferOf(message.payload), this.#optionsOf(message, false));
  }

  /**
   * Hands a message of QoS 1 or 2 to the socket.
   *
   * @param identifier - of the session's; in use until `done`, or longer when the connection ends before that
   * @param isRepeated - whether the broker may have had this very packet before
   */
  publish(message: OutboundMessage, identifier: number, isRepeated: boolean, done: Acknowledged): void {
    this.#identifiers.prescribe(identifier);
    this.#client.publish(message.topic, bufferOf(message.payload), this.#optionsOf(message, isRepeated), done);
  }

  /** Sends PUBREL again for a message of QoS 2 that the broker has taken (MQTT 5.0 §4.4). */
  release(identifier: number, done: Acknowledged): void {
    this.#client.outgoing[identifier] = { volatile: false, cmd: "pubrel", cb: done };
    this.#client.stream.write(Buffer.of(0x62, 2, identifier >> 8, identifier & 0xff));
  }

  /**
   * Resolves at SUBACK with why the broker refused each of `filters`, `undefined` for those that it has granted; a filter
   * that is there twice is one to some brokers.
   */
  async subscribe(filters: readonly string[], terms: SubscriptionTerms): Promise<readonly (WotError | undefined)[]> {
    const { qos, withoutRetained, identifier } = terms;
    const properties = identifier === 0 ? {} : { properties: { subscriptionIdentifier: identifier } };
    const options = this.version === 5 ? { qos, rh: withoutRetained ? 2 : 0, ...properties } : { qos };
    try {
      await this.#ask(
        () => `SUBSCRIBE to ${filters.join(", ")}`,
        (done) => this.#client.subscribe([...filters], options, done),
      );
      return filters.map(() => undefined);
    } catch (error) {
      const granted = grantedOf(error);
      if (granted === undefined) throw error;
      if (granted.length === filters.length) return refusalsOf(granted, filters);
      // What of it belongs to which filter nobody knows, and what comes next would be no better.
      this.destroy();
      throw error;
    }
  }

  unsubscribe(filters: readonly string[]): Promise<void> {
    return this.#ask(
      () => `UNSUBSCRIBE from ${filters.join(", ")}`,
      (done) => this.#client.unsubscribe([...filters], done),
    );
  }

  /** DISCONNECT, which ends the session at the broker as well, then the end of the connection. */
  end(): Promise<void> {
    const options = this.version === 5 ? { properties: { sessionExpiryInterval: 0 } } : {};
    return new Promise((resolve) => void this.#client.end(false, options, () => resolve()));
  }

  /** Ends the connection without DISCONNECT. */
  destroy(): void {
    this.#client.stream.destroy();
  }

  /** Rejects all that waits and ends with the connection; for whoever watches it. */
  fail(error: WotError): void {
    if (this.#closed !== undefined) return;
    this.#closed = error;
    this.#identifiers.end();
    for (const reject of [...this.#waiting]) reject(error);
    this.#waiting.clear();
  }

  #optionsOf({ qos, retain, properties }: OutboundMessage, dup: boolean) {
    return this.version === 5 && properties !== undefined ? { qos, retain, dup, properties } : { qos, retain, dup };
  }

  #ask(what: () => string, send: (done: (error?: Error | null) => void) => void): Promise<void> {
    return new Promise((resolve, fail) => {
      if (this.#closed !== undefined) return fail(this.#closed);
      const reject = (error: WotError): void => fail(error);
      this.#waiting.add(reject);
      try {
        send((error) => {
          if (!this.#waiting.delete(reject)) return;
          if (error) fail(this.#closed ?? errorOfPacket(error, what()));
          else resolve();
        });
      } catch (error) {
        this.#waiting.delete(reject);
        fail(new NetworkError("WOT_NETWORK", `${what()} to ${this.#url} failed`, { cause: error, sent: false }));
      }
    });
  }
}

/** The same bytes, as MQTT.js wants them. */
const bufferOf = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
