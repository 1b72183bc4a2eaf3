import { NetworkError, type WotError } from "@thingwright/errors";
import { type IPublishPacket, MqttClient } from "mqtt";
import { brokerOfferOf } from "./broker-offer.js";
import { ClientIdentifiers } from "./client-identifiers.js";
import { LimitedStream } from "./limited-stream.js";
import type { InboundMessage } from "./message.js";
import { disconnectionBy, errorOfConnack, reasonOf, takenClientId, textOf } from "./mqtt-failure.js";
import { isReleased, OutgoingStore, ReceivedStore } from "./packet-stores.js";
import { Session } from "./session.js";
import type { MqttVersion, SessionOptions } from "./session-options.js";
import { clientOptions, connectSocket, overheadBytes } from "./session-transport.js";
import { refusalByTransport } from "./transport-failure.js";

/** Hears what comes on a session. */
export interface SessionListener {
  /** Once, before the first message. */
  opened(session: Session): void;
  message(message: InboundMessage): void;
  /** A message was left out because its payload is over `maxBodyBytes`. */
  oversize(topic: string, sizeBytes: number): void;
  /** Once, after the session was open. */
  closed(error: WotError): void;
}

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
    const { state } = options;
    // Made before its client: what cannot be connected to fails here, and not inside MQTT.js.
    const socket = connectSocket(options);
    const stream = new LimitedStream(socket, options.maxBodyBytes + overheadBytes, ({ topic, sizeBytes }) =>
      listener.oversize(topic, sizeBytes),
    );
    const identifiers = new ClientIdentifiers(state.identifiers);
    const inbound = new Inbound(listener, options.maxBodyBytes);
    const client = new MqttClient(() => stream, {
      ...clientOptions(options, version),
      messageIdProvider: identifiers,
      outgoingStore: new OutgoingStore((identifier) => session.onReleased?.(identifier)),
      incomingStore: new ReceivedStore(state.received, (packet) => inbound.take(packet.topic, packet)),
      // MQTT.js looks the topic of an alias up for itself alone.
      customHandleAcks: (topic, _message, packet, done) => {
        packet.topic = topic;
        done(0);
      },
    });
    const session = new Session(client, identifiers, url, version);
    let isOpen = false;
    let lastError: unknown;
    // After what is no MQTT nothing can be told apart any more: the connection ends (MQTT 5.0 §4.13, 3.1.1 §4.8).
    const giveUp = (error: unknown): void => {
      lastError ??= error;
      stream.destroy();
    };
    client.on("error", giveUp);
    client.on("disconnect", (packet) => giveUp(disconnectionBy(packet)));
    // The first packet, before what may follow it in the same breath of the network.
    client.once("packetreceive", (packet) => {
      if (packet.cmd !== "connack") return;
      session.resumed = packet.sessionPresent === true;
      // This client knows of no session (MQTT 5.0 §3.2.2.1.1): it is another's.
      if (session.resumed && !state.mayResume) return giveUp(takenClientId());
      if (!session.resumed) state.received.clear();
    });
    client.on("connect", (packet) => {
      isOpen = true;
      if (version === 5) session.offer = brokerOfferOf(packet);
      listener.opened(session);
      inbound.open();
      resolve(session);
    });
    client.on("message", (topic, _payload, packet) => {
      if (!isReleased(packet)) inbound.take(topic, packet);
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

/** What has come, in order; MQTT.js may have parsed messages before it says that the connection is open. */
class Inbound {
  readonly #listener: SessionListener;
  readonly #maxBodyBytes: number;
  #early: (() => void)[] | undefined = [];

  constructor(listener: SessionListener, maxBodyBytes: number) {
    this.#listener = listener;
    this.#maxBodyBytes = maxBodyBytes;
  }

  open(): void {
    const early = this.#early;
    this.#early = undefined;
    for (const tell of early ?? []) tell();
  }

  take(topic: string, packet: IPublishPacket): void {
    if (this.#early === undefined) this.#tell(topic, packet);
    else this.#early.push(() => this.#tell(topic, packet));
  }

  #tell(topic: string, { payload, retain, properties }: IPublishPacket): void {
    const bytes = typeof payload === "string" ? Buffer.from(payload) : payload;
    if (bytes.length > this.#maxBodyBytes) this.#listener.oversize(topic, bytes.length);
    else this.#listener.message({ topic, payload: bytes, retain, properties });
  }
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
