import type { DiscoveryTopic } from "./discovery/discovery-topic.js";
import type { DiscoveredConfig, EntityConfig } from "./discovery/entity-config.js";

/** What stands retained on one discovery topic. */
export interface Announcement {
  readonly topic: DiscoveryTopic;
  readonly config: DiscoveredConfig;
}

/** A device with all that was announced of it, by however many messages. */
export interface AnnouncedDevice {
  /** The same for as long as the device calls itself the same. */
  readonly id: string;
  readonly name: string;
  readonly manufacturer: string | undefined;
  readonly model: string | undefined;
  /** Who announces it, such as `Zigbee2MQTT 2.1`. */
  readonly origin: string | undefined;
  readonly entities: readonly EntityConfig[];
  /** What of the messages cannot be used, and why. */
  readonly problems: readonly string[];
}

/**
 * The devices that `announcements` are of, in the order in which they came. Two are of one device when they have an identity in common;
 * one without any is a device of its own.
 */
export function devicesOf(announcements: Iterable<Announcement>): readonly AnnouncedDevice[] {
  const groups = new Map<string, Group>();
  for (const announcement of announcements) {
    const names = namesOf(announcement);
    const known = new Set(names.flatMap((name) => groups.get(name) ?? []));
    const [group = { names: new Set<string>(), announcements: [] }, ...others] = known;
    for (const other of others) absorb(group, other, groups);
    group.announcements.push(announcement);
    for (const name of names) {
      group.names.add(name);
      groups.set(name, group);
    }
  }
  return [...new Set(groups.values())].map(deviceOf);
}

interface Group {
  readonly names: Set<string>;
  readonly announcements: Announcement[];
}

function namesOf({ topic, config: { device } }: Announcement): readonly string[] {
  if (device !== undefined) return device.identities;
  return [[topic.component, topic.nodeId, topic.objectId].filter((level) => level !== undefined).join("/")];
}

/** Two that were strangers turn out to be one. */
function absorb(group: Group, other: Group, groups: Map<string, Group>): void {
  group.announcements.push(...other.announcements);
  for (const name of other.names) {
    group.names.add(name);
    groups.set(name, group);
  }
}

function deviceOf({ names, announcements }: Group): AnnouncedDevice {
  const devices = announcements.flatMap(({ config }) => config.device ?? []);
  const first = <Key extends "name" | "manufacturer" | "model">(key: Key) => devices.find((each) => each[key])?.[key];
  const entities = announcements.flatMap(({ config }) => config.entities);
  const own = entities[0]?.members.name;
  const ofEntity = typeof own === "string" && own !== "" ? own : announcements[0]!.topic.objectId;
  return {
    id: `urn:home-assistant:${encodeURIComponent([...names][0]!)}`,
    name: first("name") ?? first("model") ?? ofEntity,
    manufacturer: first("manufacturer"),
    model: first("model"),
    origin: announcements.find(({ config }) => config.origin)?.config.origin,
    entities,
    problems: announcements.flatMap(({ topic, config }) => config.problems.map((why) => `${topic.objectId}: ${why}`)),
  };
}
