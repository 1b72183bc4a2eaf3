import type { ThingDescription } from "@thingwright/td";
import { type Availability, availabilityProperties } from "./availability.js";
import { type BrokerAddress, securityOf } from "./broker-address.js";
import type { DevicePart } from "./device-part.js";
import type { Reading, Writing } from "./entity-value.js";
import type { Served } from "./recognition/served.js";
import { code, input, whole } from "./template/code.js";

const context = [
  "https://www.w3.org/2022/wot/td/v1.1",
  {
    "@language": "en",
    map: "https://thingwright.org/ns/map#",
    qudtUnit: "http://qudt.org/vocab/unit/",
    mqv: "https://www.w3.org/2019/wot/mqtt#",
  },
];

/**
 * How `part` of a device is spoken to, and what of it serves what: plain MQTT Forms with terms of the mapping. There is one
 * property for each topic that says something, and one for each that takes something.
 */
export function southboundOf(
  part: DevicePart,
  availability: Availability,
  address: BrokerAddress,
  id: string,
  title: string,
): ThingDescription {
  const builder = new Builder(address);
  for (const each of [...part.served, ...part.own]) builder.add(each);
  const description = {
    "@context": context,
    id,
    title,
    ...securityOf(address),
    properties: { ...builder.properties(), ...availabilityProperties(availability, address) },
    ...(builder.hasEvents && { events: builder.events() }),
  };
  return description as unknown as ThingDescription;
}

type Affordance = Pick<Served, "kind" | "name" | "entity" | "value" | "read" | "write" | "data">;
type Entry = Readonly<Record<string, unknown>>;

class Builder {
  readonly #address: BrokerAddress;
  readonly #states = new Map<string, { readonly reading: Reading; readonly entries: Entry[] }>();
  readonly #happenings = new Map<string, { readonly reading: Reading; readonly entries: Entry[] }>();
  readonly #outlets = new Map<
    string,
    { readonly name: string; readonly writing: Writing; readonly entries: Entry[] }
  >();

  constructor(address: BrokerAddress) {
    this.#address = address;
  }

  get hasEvents(): boolean {
    return this.#happenings.size > 0;
  }

  add({ kind, name, value, read = (each) => each, write = (each) => each, data }: Affordance): void {
    const { reading, writing } = value;
    const outlet = writing === undefined || kind === "event" ? undefined : this.#outlet(writing);
    const payload = writing && { "map:write": whole(writing.payload(write(code(input)))) };
    if (kind === "action") outlet!.entries.push({ "map:action": name, ...payload });
    if (kind === "action" || reading === undefined) return;
    const entry = {
      [`map:${kind}`]: name,
      "map:read": whole(read(reading.code).code),
      ...(data !== undefined && { "map:data": data }),
      ...(outlet && { "map:via": outlet.name, ...payload }),
    };
    const sources = kind === "event" && value.kind === "event" ? this.#happenings : this.#states;
    const key = `${reading.isJson} ${reading.topic}`;
    const source = sources.get(key) ?? { reading, entries: [] };
    source.entries.push(entry);
    sources.set(key, source);
  }

  properties(): object {
    const states = [...this.#states.values()].map(({ reading, entries }, index) => [
      `state${index + 1}`,
      {
        title: `State ${reading.topic}`,
        readOnly: true,
        observable: true,
        "map:serves": entries,
        forms: [this.#subscription(reading, ["observeproperty", "unobserveproperty"])],
      },
    ]);
    const outlets = [...this.#outlets.values()].map(({ name, writing, entries }) => [
      name,
      {
        title: `Command ${writing.topic}`,
        writeOnly: true,
        ...(!writing.isJson && { type: "string" }),
        ...(entries.length > 0 && { "map:serves": entries }),
        forms: [this.#publication(writing)],
      },
    ]);
    return Object.fromEntries([...states, ...outlets]);
  }

  events(): object {
    const events = [...this.#happenings.values()].map(({ reading, entries }, index) => [
      `message${index + 1}`,
      {
        title: `Message ${reading.topic}`,
        data: {},
        "map:serves": entries,
        forms: [this.#subscription(reading, ["subscribeevent", "unsubscribeevent"])],
      },
    ]);
    return Object.fromEntries(events);
  }

  #outlet(writing: Writing) {
    const key = JSON.stringify([writing.topic, writing.isJson, writing.isRetained, writing.qos]);
    const outlet = this.#outlets.get(key) ?? { name: `set${this.#outlets.size + 1}`, writing, entries: [] };
    this.#outlets.set(key, outlet);
    return outlet;
  }

  #subscription({ topic, isJson }: Reading, op: readonly string[]): object {
    return {
      href: this.#address.broker,
      op,
      contentType: isJson ? "application/json" : "text/plain",
      "mqv:controlPacket": "subscribe",
      "mqv:filter": topic,
    };
  }

  #publication({ topic, isJson, isRetained, qos }: Writing): object {
    return {
      href: this.#address.broker,
      op: "writeproperty",
      contentType: isJson ? "application/json" : "text/plain",
      "mqv:controlPacket": "publish",
      "mqv:topic": topic,
      ...(isRetained && { "mqv:retain": true }),
      ...(qos > 0 && { "mqv:qos": String(qos) }),
    };
  }
}
