import type { ThingDescription } from "@thingwright/td";
import type { DevicePart } from "./device-part.js";
import type { Feature } from "./feature.js";
import { givenSchema, takenSchema } from "./value-schema.js";

/** Where a device is spoken to. */
export interface DeviceAddress {
  /** URL of the broker. */
  readonly broker: string;
  /** First levels of all topics; `zigbee2mqtt` unless it is configured otherwise. */
  readonly base: string;
  /** The device's `friendly_name`, which may have levels. */
  readonly name: string;
  /** Security of the broker, as a Thing Description says it; none by default. */
  readonly security?: Pick<ThingDescription, "security" | "securityDefinitions">;
}

/** Availability is text in older versions of Zigbee2MQTT, and JSON in later ones. */
const availabilities = {
  online: true,
  offline: false,
  '{"state":"online"}': true,
  '{"state":"offline"}': false,
};

/**
 * How `part` of a device is spoken to, and what of it serves what: plain MQTT Forms with terms of the mapping. One state
 * has everything that the device publishes, one property takes everything that can be set.
 */
export function southboundOf(part: DevicePart, address: DeviceAddress, id: string, title: string): ThingDescription {
  const { security = { securityDefinitions: { nosec: { scheme: "nosec" } }, security: "nosec" } } = address;
  const features = [...new Set([...part.served, ...part.plain].map(({ feature }) => feature))];
  const description = {
    "@context": [
      "https://www.w3.org/2022/wot/td/v1.1",
      {
        "@language": "en",
        map: "https://thingwright.org/ns/map#",
        qudtUnit: "http://qudt.org/vocab/unit/",
        mqv: "https://www.w3.org/2019/wot/mqtt#",
        tw: "https://thingwright.org/ns/mqtt#",
      },
    ],
    id,
    title,
    ...security,
    properties: {
      ...stateOf(part, features, address),
      ...setOf(part, features, address),
      availability: availabilityOf("device", `${address.base}/${address.name}/availability`, address),
      bridge: availabilityOf("bridge", `${address.base}/bridge/state`, address),
    },
    ...messageOf(part, address),
  };
  return description as unknown as ThingDescription;
}

type Affordances = readonly (DevicePart["served"] | DevicePart["plain"])[number][];

/** Entries of the mapping for those that `isHere`. */
function entries(affordances: Affordances, isHere: (kind: string, feature: Feature) => boolean): readonly object[] {
  return affordances
    .filter(({ kind, feature }) => isHere(kind, feature))
    .map(({ kind, name, terms }) => ({ [`map:${kind}`]: name, ...terms }));
}

function stateOf(part: DevicePart, features: readonly Feature[], address: DeviceAddress): object {
  const published = features.filter(({ isPublished }) => isPublished);
  if (published.length === 0) return {};
  const topic = `${address.base}/${address.name}`;
  const asked = askedFor(part);
  return {
    state: {
      title: "State",
      type: "object",
      properties: schemas(published, givenSchema),
      readOnly: true,
      "map:serves": [
        ...entries(part.served, (kind, { isPublished }) => kind !== "action" && isPublished),
        ...entries(part.plain, (kind, { isPublished }) => kind === "property" && isPublished),
      ],
      forms: [
        ...(asked.length > 0
          ? [
              {
                ...form(address, "readproperty", "publish"),
                "mqv:topic": `${topic}/get`,
                "tw:requestPayload": Object.fromEntries(asked.map((property) => [property, ""])),
                "tw:answerFilter": topic,
              },
            ]
          : []),
        { ...form(address, ["observeproperty", "unobserveproperty"], "subscribe"), "mqv:filter": topic },
      ],
    },
  };
}

/** What the device is asked for; its answer has everything. One question for each is a radio message for each. */
function askedFor({ served, plain }: DevicePart): readonly string[] {
  const gettable = (each: { readonly feature: Feature }) => each.feature.isGettable && each.feature.isPublished;
  const asked = served.filter(gettable).map(({ feature }) => feature.property);
  return asked.length > 0
    ? [...new Set(asked)]
    : plain
        .filter(gettable)
        .slice(0, 1)
        .map(({ feature }) => feature.property);
}

function setOf(part: DevicePart, features: readonly Feature[], address: DeviceAddress): object {
  const settable = features.filter(({ isSettable }) => isSettable);
  if (settable.length === 0) return {};
  const serves = entries(
    [...part.served, ...part.plain],
    (kind, { isPublished }) => kind === "action" || (kind === "property" && !isPublished),
  );
  return {
    set: {
      title: "Set",
      writeOnly: true,
      type: "object",
      properties: schemas(settable, takenSchema),
      ...(serves.length > 0 && { "map:serves": serves }),
      forms: [
        {
          ...form(address, "writeproperty", "publish"),
          "mqv:topic": `${address.base}/${address.name}/set`,
        },
      ],
    },
  };
}

function messageOf(part: DevicePart, address: DeviceAddress): object {
  const serves = entries(part.plain, (kind) => kind === "event");
  if (serves.length === 0) return {};
  const subscription = form(address, ["subscribeevent", "unsubscribeevent"], "subscribe");
  return {
    events: {
      message: {
        title: "Message",
        data: { type: "object" },
        "map:serves": serves,
        forms: [{ ...subscription, "mqv:filter": `${address.base}/${address.name}` }],
      },
    },
  };
}

function availabilityOf(name: string, topic: string, address: DeviceAddress): object {
  return {
    title: "Availability",
    type: "string",
    enum: Object.keys(availabilities),
    readOnly: true,
    "map:available": name,
    "map:enum": availabilities,
    forms: [
      {
        ...form(address, ["observeproperty", "unobserveproperty"], "subscribe"),
        contentType: "text/plain",
        "mqv:filter": topic,
        "mqv:retain": true,
      },
    ],
  };
}

function schemas(features: readonly Feature[], schemaOf: (expose: Feature["expose"]) => object): object {
  return Object.fromEntries(features.map(({ property, expose }) => [property, schemaOf(expose)]));
}

const form = (address: DeviceAddress, op: string | readonly string[], controlPacket: string) => ({
  href: address.broker,
  op,
  contentType: "application/json",
  "mqv:controlPacket": controlPacket,
});
