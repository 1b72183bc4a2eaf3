import type { Clock } from "@thingwright/contracts";
import { propertyId } from "../../src/device/property-id.js";
import type { DatagramPort, LinkAddress, ObjectId } from "../../src/index.js";
import { readLinkMessage, writeLinkMessage } from "../../src/protocol/link-message.js";
import { readNetworkMessage, writeNetworkMessage } from "../../src/protocol/network-message.js";
import { readUnsigned, writeUnsigned } from "../../src/protocol/numbers.js";
import { objectText } from "../../src/protocol/object-id.js";
import { type Tag, writeTags } from "../../src/protocol/tag.js";
import { TagCursor } from "../../src/protocol/tag-cursor.js";
import {
  type BacnetValue,
  closing,
  context,
  objectIdOctets,
  opening,
  readObjectId,
  readValues,
  valueTags,
} from "../../src/protocol/value.js";
import type { MemoryLan } from "./memory-lan.js";

export const text = (value: string): BacnetValue => ({ type: "text", value });
export const real = (value: number): BacnetValue => ({ type: "real", value });
export const unsigned = (value: number): BacnetValue => ({ type: "unsigned", value });
export const enumerated = (value: number): BacnetValue => ({ type: "enumerated", value });
export const flags = (...set: readonly number[]): BacnetValue => ({
  type: "bits",
  value: [0, 1, 2, 3].map((bit) => set.includes(bit)),
});
const nothing: BacnetValue = { type: "null" };

export type Properties = Record<number, readonly BacnetValue[]>;

/** How a device behaves other than well. */
export interface Behaviour {
  isSilent?: boolean;
  hasReadMultiple?: boolean;
  hasCov?: boolean;
  /** Longest answer; a longer one is sent in segments, or refused. */
  maxAnswerBytes?: number;
  canSegment?: boolean;
  /** Sends the second segment twice, and one too many in between. */
  stumbles?: boolean;
  /** Answers so late, by `clock`. */
  delayMs?: number;
  clock?: Clock;
  /** In the place of what the device would answer. */
  answer?: (service: number, invokeId: number) => Uint8Array | undefined;
}

interface Asker {
  readonly from: LinkAddress;
}

interface CovSubscription extends Asker {
  readonly processId: number;
  readonly object: ObjectId;
  readonly isConfirmed: boolean;
}

/** A device of BACnet/IP, as the standard describes one, on a {@link MemoryLan}. */
export class FakeDevice {
  readonly instance: number;
  readonly objects = new Map<string, Properties>();
  readonly subscriptions: CovSubscription[] = [];
  /** Services that were asked for, in order. */
  readonly asked: number[] = [];
  readonly behaviour: Behaviour;
  readonly address: LinkAddress;
  readonly #lan: MemoryLan;
  #port: DatagramPort | undefined;
  #segments: readonly Uint8Array[] = [];
  #restarts = 1;

  private constructor(lan: MemoryLan, instance: number, address: LinkAddress, behaviour: Behaviour) {
    this.#lan = lan;
    this.instance = instance;
    this.address = address;
    this.behaviour = behaviour;
  }

  static async start(
    lan: MemoryLan,
    instance: number,
    objects: Readonly<Record<string, Properties>>,
    behaviour: Behaviour = {},
    host = `192.0.2.${instance}`,
  ): Promise<FakeDevice> {
    const device = new FakeDevice(lan, instance, { host, port: 47808 }, behaviour);
    for (const [id, properties] of Object.entries(objects)) device.objects.set(id, { ...properties });
    device.objects.set(`8,${instance}`, { [propertyId.objectName]: [text(`Controller ${instance}`)] });
    device.touch();
    device.#port = await lan.at(device.address)({
      message: (datagram, from) => device.#take(datagram, from),
      failed: () => {},
    });
    return device;
  }

  /** Objects have come or gone. */
  touch(): void {
    const own = this.objects.get(`8,${this.instance}`)!;
    const ids = [...this.objects.keys()].map((id) => ({
      type: Number(id.split(",")[0]),
      instance: Number(id.split(",")[1]),
    }));
    own[propertyId.objectList] = ids.map((value): BacnetValue => ({ type: "object", value }));
    const [revision] = own[propertyId.databaseRevision] ?? [unsigned(0)];
    own[propertyId.databaseRevision] = [unsigned(revision?.type === "unsigned" ? revision.value + 1 : 1)];
    own[propertyId.timeOfDeviceRestart] = [unsigned(this.#restarts)];
  }

  /** Loses its subscriptions, as a device that has no power does. */
  restart(): void {
    this.#restarts += 1;
    this.subscriptions.length = 0;
    this.touch();
  }

  /** Says who it is, to `to` or to everybody. */
  introduce(to: LinkAddress = { host: "255.255.255.255", port: 47808 }): void {
    const { canSegment = true, maxAnswerBytes = 1476 } = this.behaviour;
    const values: readonly BacnetValue[] = [
      { type: "object", value: { type: 8, instance: this.instance } },
      unsigned(maxAnswerBytes),
      enumerated(canSegment ? 0 : 3),
      unsigned(999),
    ];
    this.#send(Uint8Array.of(0x10, 0, ...writeTags(values.flatMap(valueTags))), to);
  }

  /** Sets what an object has, and tells whoever has subscribed. */
  change(id: string, property: number, ...values: readonly BacnetValue[]): void {
    this.objects.get(id)![property] = values;
    for (const subscription of this.subscriptions)
      if (objectText(subscription.object) === id) this.#notify(subscription);
  }

  present(id: string): BacnetValue | undefined {
    return this.objects.get(id)?.[propertyId.presentValue]?.[0];
  }

  async stop(): Promise<void> {
    await this.#port?.close();
  }

  #take(datagram: Uint8Array, from: LinkAddress): void {
    const link = readLinkMessage(datagram);
    if (link?.kind !== "network" || this.behaviour.isSilent === true) return;
    const apdu = readNetworkMessage(link.npdu)!.apdu;
    const [head, second = 0, third = 0, service = 0] = apdu;
    if (head === 0x10 && second === 8) this.#whoIs(apdu.subarray(2), from);
    if (head! >> 4 === 4) this.#goOn(third, from);
    if (head! >> 4 !== 0) return;
    this.asked.push(service);
    const { clock, delayMs } = this.behaviour;
    if (clock === undefined || delayMs === undefined) this.#respond(apdu, from);
    else clock.after(delayMs, () => this.#respond(apdu, from));
  }

  #respond(apdu: Uint8Array, from: LinkAddress): void {
    const [, , third = 0, service = 0] = apdu;
    const own = this.behaviour.answer?.(service, third);
    this.#answer(own ?? this.#serve(service, third, apdu.subarray(4), from), third, service, from);
  }

  #whoIs(data: Uint8Array, from: LinkAddress): void {
    const cursor = new TagCursor(data);
    const isMeant = cursor.isAtEnd || readUnsigned(cursor.take("context", 0)) === this.instance;
    if (isMeant) this.introduce(from);
  }

  #serve(service: number, invokeId: number, data: Uint8Array, from: LinkAddress): Uint8Array {
    const cursor = new TagCursor(data);
    switch (service) {
      case 12: {
        const object = readObjectId(cursor.take("context", 0));
        const [tags, reference] = this.#read(object, cursor, 1);
        if (typeof tags === "number") return error(service, invokeId, [2, tags]);
        const body = [context(0, objectIdOctets(object)), ...reference, opening(3), ...tags, closing(3)];
        return Uint8Array.of(0x30, invokeId, service, ...writeTags(body));
      }
      case 14:
        if (this.behaviour.hasReadMultiple === false) return Uint8Array.of(0x60, invokeId, 9);
        return Uint8Array.of(0x30, invokeId, service, ...writeTags(this.#readMultiple(cursor)));
      case 15:
        return this.#write(cursor, invokeId);
      case 5:
        return this.#subscribe(cursor, invokeId, from);
      default:
        return Uint8Array.of(0x60, invokeId, 9);
    }
  }

  #read(
    object: ObjectId,
    cursor: TagCursor,
    number: number,
    answered = number,
  ): readonly [readonly Tag[] | number, readonly Tag[]] {
    const property = readUnsigned(cursor.take("context", number));
    const given = cursor.optional("context", number + 1);
    const index = given === undefined ? undefined : readUnsigned(given);
    const reference = [
      context(answered, writeUnsigned(property)),
      ...(index === undefined ? [] : [context(answered + 1, writeUnsigned(index))]),
    ];
    const values = this.objects.get(objectText(object))?.[property];
    if (values === undefined) return [32, reference];
    if (index === 0) return [valueTags(unsigned(values.length)), reference];
    const chosen = index === undefined ? values : values.slice(index - 1, index);
    return [chosen.flatMap(valueTags), reference];
  }

  #readMultiple(cursor: TagCursor): readonly Tag[] {
    const tags: Tag[] = [];
    while (!cursor.isAtEnd) {
      const object = readObjectId(cursor.take("context", 0));
      cursor.take("opening", 1);
      tags.push(context(0, objectIdOctets(object)), opening(1));
      while (!cursor.is("closing", 1)) {
        const [values, reference] = this.#read(object, cursor, 0, 2);
        const answer =
          typeof values === "number"
            ? [opening(5), ...valueTags(enumerated(2)), ...valueTags(enumerated(values)), closing(5)]
            : [opening(4), ...values, closing(4)];
        tags.push(...reference, ...answer);
      }
      cursor.take("closing", 1);
      tags.push(closing(1));
    }
    return tags;
  }

  #write(cursor: TagCursor, invokeId: number): Uint8Array {
    const id = objectText(readObjectId(cursor.take("context", 0)));
    const property = readUnsigned(cursor.take("context", 1));
    const [value = nothing] = readValues(cursor.enclosed(3));
    const priority = cursor.optional("context", 4);
    const object = this.objects.get(id);
    if (object === undefined) return error(15, invokeId, [1, 31]);
    if (id.startsWith("0,")) return error(15, invokeId, [2, 40]);
    const max = object[propertyId.maxPresentValue]?.[0];
    if (value.type === "real" && max?.type === "real" && value.value > max.value) return error(15, invokeId, [2, 37]);
    const slots = object[propertyId.priorityArray];
    if (slots === undefined) this.change(id, property, value);
    else this.command(id, priority === undefined ? 16 : readUnsigned(priority), value);
    return Uint8Array.of(0x20, invokeId, 15);
  }

  /** Commands an object, as anybody may: `{ type: "null" }` gives a command up. */
  command(id: string, priority: number, value: BacnetValue): void {
    const object = this.objects.get(id)!;
    const slots = [...object[propertyId.priorityArray]!];
    slots[priority - 1] = value;
    object[propertyId.priorityArray] = slots;
    const holding = slots.find(({ type }) => type !== "null") ?? object[propertyId.relinquishDefault]![0]!;
    const before = JSON.stringify(object[propertyId.presentValue]);
    // Who has subscribed hears of a new value only.
    if (before !== JSON.stringify([holding])) this.change(id, propertyId.presentValue, holding);
  }

  #subscribe(cursor: TagCursor, invokeId: number, from: LinkAddress): Uint8Array {
    if (this.behaviour.hasCov === false) return error(5, invokeId, [5, 45]);
    const processId = readUnsigned(cursor.take("context", 0));
    const object = readObjectId(cursor.take("context", 1));
    const confirmed = cursor.optional("context", 2);
    const at = this.subscriptions.findIndex((each) => objectText(each.object) === objectText(object));
    if (at >= 0) this.subscriptions.splice(at, 1);
    if (confirmed === undefined) return Uint8Array.of(0x20, invokeId, 5);
    if (this.objects.get(objectText(object)) === undefined) return error(5, invokeId, [1, 31]);
    const subscription = { processId, object, isConfirmed: confirmed[0] === 1, from };
    this.subscriptions.push(subscription);
    setImmediate(() => this.#notify(subscription));
    return Uint8Array.of(0x20, invokeId, 5);
  }

  #notify({ processId, object, isConfirmed, from }: CovSubscription): void {
    if (this.behaviour.isSilent === true) return;
    const properties = this.objects.get(objectText(object))!;
    const told = [propertyId.presentValue, propertyId.statusFlags].filter((id) => properties[id] !== undefined);
    const body = writeTags([
      context(0, writeUnsigned(processId)),
      context(1, objectIdOctets({ type: 8, instance: this.instance })),
      context(2, objectIdOctets(object)),
      context(3, writeUnsigned(300)),
      opening(4),
      ...told.flatMap((id) => [
        context(0, writeUnsigned(id)),
        opening(2),
        ...properties[id]!.flatMap(valueTags),
        closing(2),
      ]),
      closing(4),
    ]);
    this.#send(isConfirmed ? Uint8Array.of(0x00, 0x05, 77, 1, ...body) : Uint8Array.of(0x10, 2, ...body), from);
  }

  #answer(apdu: Uint8Array, invokeId: number, service: number, to: LinkAddress): void {
    const { maxAnswerBytes = 1476, canSegment = true } = this.behaviour;
    if (apdu.length <= maxAnswerBytes || !canSegment) {
      this.#send(apdu.length <= maxAnswerBytes ? apdu : Uint8Array.of(0x71, invokeId, 4), to);
      return;
    }
    const data = apdu.subarray(3);
    const size = maxAnswerBytes - 5;
    const count = Math.ceil(data.length / size);
    this.#segments = Array.from({ length: count }, (_, sequence) => {
      const head = 0x38 | (sequence < count - 1 ? 0x04 : 0);
      return Uint8Array.of(
        head,
        invokeId,
        sequence & 0xff,
        2,
        service,
        ...data.subarray(sequence * size, (sequence + 1) * size),
      );
    });
    this.#send(this.#segments[0]!, to);
  }

  /** The two segments after the one that has been acknowledged. */
  #goOn(acknowledged: number, to: LinkAddress): void {
    const next = this.#segments.slice(acknowledged + 1, acknowledged + 3);
    if (this.behaviour.stumbles === true && next.length === 2) {
      this.behaviour.stumbles = false;
      this.#send(next[1]!, to);
    }
    for (const segment of next) this.#send(segment, to);
  }

  #send(apdu: Uint8Array, to: LinkAddress): void {
    const npdu = writeNetworkMessage(apdu, { expectsReply: false });
    this.#lan.send(writeLinkMessage(to.host === "255.255.255.255" ? 0x0b : 0x0a, npdu), this.address, to);
  }
}

const error = (service: number, invokeId: number, [errorClass, code]: readonly [number, number]): Uint8Array =>
  Uint8Array.of(0x50, invokeId, service, 0x91, errorClass, 0x91, code);
