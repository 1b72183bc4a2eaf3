import { Readable } from "node:stream";
import type { IPublishPacket, IStore, Packet } from "mqtt";

type Done = Parameters<IStore["put"]>[1];
type Found = Parameters<IStore["get"]>[1];

/**
 * In the place of MQTT.js's store of messages under way: it keeps none, as the queue that outlives the connection has them,
 * and tells when the broker has taken a message of QoS 2 and only its release is left.
 */
export class OutgoingStore implements IStore {
  readonly #released: (identifier: number) => void;

  constructor(released: (identifier: number) => void) {
    this.#released = released;
  }

  put(packet: Packet, done: Done): this {
    if (packet.cmd === "pubrel") this.#released(packet.messageId ?? 0);
    done();
    return this;
  }

  del(packet: Pick<Packet, "messageId">, done: Found): this {
    done(undefined, packet as Packet);
    return this;
  }

  get(_packet: Pick<Packet, "messageId">, found: Found): this {
    found(new Error("messages are not kept here"));
    return this;
  }

  createStream(): ReturnType<IStore["createStream"]> {
    return emptyStream();
  }

  close(done: Done): void {
    done();
  }
}

/**
 * In the place of MQTT.js's store of received messages of QoS 2: a message goes on when it comes first, and until it is
 * released only its identifier is kept (the second method of MQTT 5.0 §4.3.3), so that nobody can make this grow.
 */
export class ReceivedStore implements IStore {
  readonly #received: Set<number>;
  readonly #deliver: (packet: IPublishPacket) => void;

  /** @param received - of the session; it outlives the connection */
  constructor(received: Set<number>, deliver: (packet: IPublishPacket) => void) {
    this.#received = received;
    this.#deliver = deliver;
  }

  put(packet: Packet, done: Done): this {
    const { messageId = 0 } = packet;
    if (packet.cmd === "publish" && !this.#received.has(messageId)) {
      this.#received.add(messageId);
      this.#deliver(packet);
    }
    done();
    return this;
  }

  del({ messageId = 0 }: Pick<Packet, "messageId">, done: Found): this {
    this.#received.delete(messageId);
    done();
    return this;
  }

  /** What MQTT.js then says has come is not for anybody: see `isReleased`. */
  get({ messageId = 0 }: Pick<Packet, "messageId">, found: Found): this {
    if (this.#received.has(messageId)) found(undefined, { ...released, messageId });
    else found(new Error("no message with this identifier"));
    return this;
  }

  createStream(): ReturnType<IStore["createStream"]> {
    return emptyStream();
  }

  close(done: Done): void {
    done();
  }
}

/** Whether MQTT.js tells of a message because it was released: those went on when they came. */
export const isReleased = ({ qos }: IPublishPacket): boolean => qos === 2;

const released: IPublishPacket = { cmd: "publish", topic: "", payload: "", qos: 2, dup: false, retain: false };

/** The types of MQTT.js are those of a copy of Node's streams. */
const emptyStream = (): ReturnType<IStore["createStream"]> =>
  Readable.from([]) as unknown as ReturnType<IStore["createStream"]>;
