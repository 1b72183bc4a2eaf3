import { expanded } from "./abbreviations.js";
import { type DiscoveredDevice, readDevice } from "./device.js";
import { discoveryLimits } from "./discovery-limits.js";
import type { DiscoveryTopic } from "./discovery-topic.js";

/** What one message says of one entity: a light, a sensor, a button. Names of members are long, topics are whole. */
export interface EntityConfig {
  /** Kind of entity, such as `light`. */
  readonly component: string;
  /** Tells entities of one device apart, for as long as they are announced under the same topic. */
  readonly objectId: string;
  readonly members: Readonly<Record<string, unknown>>;
}

/** What a discovery message says. */
export interface DiscoveredConfig {
  readonly device: DiscoveredDevice | undefined;
  /** Who announces it, such as `Zigbee2MQTT 2.1`. */
  readonly origin: string | undefined;
  readonly entities: readonly EntityConfig[];
  /** What of it cannot be used, and why. */
  readonly problems: readonly string[];
}

type Members = Readonly<Record<string, unknown>>;

/**
 * Reads the payload of a discovery message: of one entity, or of a whole device with its `components`. Never throws.
 *
 * @see https://www.home-assistant.io/integrations/mqtt/#mqtt-discovery
 */
export function readConfig(topic: DiscoveryTopic, payload: unknown): DiscoveredConfig {
  const { maxConfigDepth } = discoveryLimits;
  if (!isObject(payload)) return unusable("it is no object");
  if (isDeeper(payload, maxConfigDepth)) return unusable(`it is deeper than maxConfigDepth (${maxConfigDepth})`);
  const members = expanded(payload, "members");
  const device = readDevice(members.device);
  const origin = originOf(members.origin);
  if (topic.component !== "device") {
    const entity = { component: topic.component, objectId: objectIdOf(topic), members: withWholeTopics(members) };
    return { device, origin, entities: [entity], problems: [] };
  }
  return { device, origin, ...componentsOf(members) };
}

const unusable = (why: string): DiscoveredConfig => ({
  device: undefined,
  origin: undefined,
  entities: [],
  problems: [why],
});

/** A node id is part of it, as one node may have several things that are called the same as those of another. */
const objectIdOf = ({ nodeId, objectId }: DiscoveryTopic): string =>
  nodeId === undefined ? objectId : `${nodeId}_${objectId}`;

/** Members that a message about a device says once for all its components. */
const shared = [
  "availability",
  "availability_mode",
  "availability_template",
  "availability_topic",
  "command_topic",
  "encoding",
  "payload_available",
  "payload_not_available",
  "qos",
  "state_topic",
  "~",
] as const;

function componentsOf(members: Members): Pick<DiscoveredConfig, "entities" | "problems"> {
  const { maxComponents } = discoveryLimits;
  if (!isObject(members.components)) return { entities: [], problems: ["it has no components"] };
  const common = Object.fromEntries(shared.filter((name) => name in members).map((name) => [name, members[name]]));
  const all = Object.entries(members.components);
  const entities: EntityConfig[] = [];
  const problems = all.length > maxComponents ? [`it has more than maxComponents (${maxComponents})`] : [];
  for (const [objectId, component] of all.slice(0, maxComponents)) {
    if (!isObject(component)) {
      problems.push(`${objectId}: it is no object`);
      continue;
    }
    const own = expanded(component, "members");
    const { platform } = own;
    // One with nothing but its platform is taken back.
    if (Object.keys(own).length === 1 && platform !== undefined) continue;
    if (typeof platform !== "string") problems.push(`${objectId}: it has no platform`);
    else entities.push({ component: platform, objectId, members: withWholeTopics({ ...common, ...own }) });
  }
  return { entities, problems };
}

function originOf(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const { name, sw_version: version } = expanded(value, "origin");
  if (typeof name !== "string") return undefined;
  return typeof version === "string" ? `${name} ${version}` : name;
}

/** Puts the base topic, `~`, into every topic that begins or ends with it. */
function withWholeTopics(members: Members): Members {
  const { "~": base, availability, ...others } = members;
  const list = (Array.isArray(availability) ? availability : [availability])
    .filter(isObject)
    .map((each) => expanded(each, "members"));
  const all = { ...others, ...(list.length > 0 && { availability: list.map((each) => whole(each, base)) }) };
  return whole(all, base);
}

function whole(members: Members, base: unknown): Members {
  if (typeof base !== "string") return members;
  const entries = Object.entries(members).map(([name, value]) => {
    if (!name.endsWith("topic") || typeof value !== "string") return [name, value];
    const started = value.startsWith("~") ? base + value.slice(1) : value;
    return [name, started.endsWith("~") ? started.slice(0, -1) + base : started];
  });
  return Object.fromEntries(entries);
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1));
}

const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);
