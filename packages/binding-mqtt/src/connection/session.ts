import { NetworkError, type WotError } from "@thingwright/errors";
import { MqttClient } from "mqtt";
import { type BrokerOffer, brokerOfferOf, plainOffer, refusalOfMessage } from "./broker-offer.js";
import { LimitedStream } from "./limited-stream.js";
import type { InboundMessage, OutboundMessage } from "./message.js";
import {
  disconnectionBy,
  errorOfConnack,
  errorOfPacket,
  grantedOf,
  reasonOf,
  refusalsOf,
  textOf,
} from "./mqtt-failure.js";
import type { MqttVersion, SessionOptions } from "./session-options.js";
import { clientOptions, connectSocket, overheadBytes } from "./session-transport.js";
import type { SubscriptionTerms } from "./subscription-terms.js";
import { refusalByTransport } from "./transport-failure.js";

/** Hears what comes on a session. */
export interface SessionListener {
  message(message: InboundMessage): void;
  /** A message was left out because its payload is over `maxBodyBytes`. */
  oversize(topic: string, sizeBytes: number): void;
  /** Once, after the session was open. */
  closed(error: WotError): void;
}

/**
 * One network connection to a broker, from CONNECT to its end; it never comes back.
 *
 * MQTT.js frames packets and keeps the connection alive. Reconnecting, queueing and resubscribing are not its task
 * here: its queues have no bound.
 */
export class Session {
  readonly version: MqttVersion;
  /** What the broker does; known when the session is open. */
  offer: BrokerOffer = plainOffer;
  readonly #client: MqttClient;
  readonly #url: string;
  /** Rejects what still waits for an acknowledgement. */
  readonly #waiting = new Set<(error: WotError) => void>();
  #closed: WotError | undefined;

  constructor(client: MqttClient, url: string, version: MqttVersion) {
    this.#client = client;
    this.#url = url;
    this.version = version;
  }

  /** Number of packets that wait for the broker or for the socket. */
  get pending(): number {
    return this.#waiting.size;
  }

  /** Bytes that the socket has not taken yet. */
  get bufferedBytes(): number {
    return this.#client.stream.writableLength;
  }

  get isOpen(): boolean {
    return this.#closed === undefined;
  }

  /** Resolves when the broker has it (QoS 1, 2) or the socket has taken it (QoS 0). */
  publish({ topic, payload, qos, retain, properties }: OutboundMessage): Promise<void> {
    const refusal = refusalOfMessage(this.offer, { qos, retain });
    if (refusal !== undefined) return Promise.reject(refusal);
    const own = this.version === 5 && properties !== undefined ? { qos, retain, properties } : { qos, retain };
    return this.#send(
      () => `PUBLISH to ${topic}`,
      (done) => this.#client.publish(topic, bufferOf(payload), own, done),
    );
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
      await this.#send(
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
    return this.#send(
      () => `UNSUBSCRIBE from ${filters.join(", ")}`,
      (done) => this.#client.unsubscribe([...filters], done),
    );
  }

  /** DISCONNECT, then the end of the connection. */
  end(): Promise<void> {
    return new Promise((resolve) => void this.#client.end(false, {}, () => resolve()));
  }

  /** Ends the connection without DISCONNECT. */
  destroy(): void {
    this.#client.stream.destroy();
  }

  /** Rejects all that waits; for whoever watches the connection. */
  fail(error: WotError): void {
    if (this.#closed !== undefined) return;
    this.#closed = error;
    for (const reject of [...this.#waiting]) reject(error);
    this.#waiting.clear();
  }

  #send(what: () => string, send: (done: (error?: Error | null) => void) => void): Promise<void> {
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

/**
 * Connects. Rejects with what CONNACK or the network said; `reason` of a refusal is in the cause's `code`.
 *
 * @throws {NetworkError | CredentialsError | ProtocolError}
 */
export function openSession(
  options: SessionOptions,
  version: MqttVersion,
  listener: SessionListener,
): Promise<Session> {
  return new Promise((resolve, reject) => {
    const { url } = options.address;
    // Made before its client: what cannot be connected to fails here, and not inside MQTT.js.
    const socket = connectSocket(options);
    const stream = new LimitedStream(socket, options.maxBodyBytes + overheadBytes, ({ topic, sizeBytes }) =>
      listener.oversize(topic, sizeBytes),
    );
    const client = new MqttClient(() => stream, clientOptions(options, version));
    const session = new Session(client, url, version);
    let isOpen = false;
    let lastError: unknown;
    // After what is no MQTT nothing can be told apart any more: the connection ends (MQTT 5.0 §4.13, 3.1.1 §4.8).
    const giveUp = (error: unknown): void => {
      lastError ??= error;
      stream.destroy();
    };
    client.on("error", giveUp);
    client.on("disconnect", (packet) => giveUp(disconnectionBy(packet)));
    client.on("connect", (packet) => {
      isOpen = true;
      if (version === 5) session.offer = brokerOfferOf(packet);
      resolve(session);
    });
    client.on("message", (topic, payload, { retain, properties }) => {
      if (payload.length > options.maxBodyBytes) listener.oversize(topic, payload.length);
      else listener.message({ topic, payload, retain, properties });
    });
    client.on("close", () => {
      const error = closingError(lastError, url, isOpen);
      session.fail(error);
      if (isOpen) listener.closed(error);
      else reject(error);
      // MQTT.js may still report; an "error" event that nobody hears would end the process.
      client.removeAllListeners("message");
    });
  });
}

function closingError(cause: unknown, url: string, wasOpen: boolean): WotError {
  const reason = reasonOf(cause);
  if (!wasOpen && reason !== undefined) return Object.assign(errorOfConnack(reason, url), { cause });
  const refusal = refusalByTransport(cause, url);
  if (refusal !== undefined) return refusal;
  if (cause === undefined) {
    const message = wasOpen ? `the connection to ${url} was closed` : `${url} closed the connection without CONNACK`;
    return new NetworkError("WOT_NETWORK", message, { sent: wasOpen });
  }
  const verb = wasOpen ? "lost" : "not made";
  const message = `the connection to ${url} was ${verb}: ${textOf(cause)}`;
  return new NetworkError("WOT_NETWORK", message, { cause, sent: wasOpen });
}
