import type { AdapterPlugin } from "@thingwright/adapter-core";
import { isWotError, UsageError } from "@thingwright/errors";
import type { SceneValues } from "@thingwright/grouping";
import { compileDataSchema, type DataSchema, type JsonValue } from "@thingwright/td";
import type { ThingModelName } from "@thingwright/thing-descriptions";
import { configurationSchema } from "./configuration-schema.js";
import type { SecurityConfiguration } from "./northbound-security.js";
import type { ServersConfiguration } from "./northbound-servers.js";
import type { ThingSettings } from "./thing-settings.js";

/** What a gateway offers, and where. Plain data, as a file has it. */
export interface GatewayConfiguration extends ServersConfiguration {
  /** What all Things ask of their peers; without it nothing. */
  readonly security?: SecurityConfiguration;
  /** Whether Things that ask for nothing may be on servers that other machines can reach. */
  readonly insecure?: boolean;
  readonly devices?: readonly DeviceEntry[];
  /** Things of all kinds that are offered as one as well. */
  readonly groups?: readonly GroupEntry[];
  readonly scenes?: readonly SceneEntry[];
  /** What is said of Things that adapters bring, by their ids. */
  readonly things?: Readonly<Record<string, ThingSettings>>;
  /** IRIs of rooms, as a model of the building has them, by their names. */
  readonly rooms?: Readonly<Record<string, string>>;
  /** Entries of each adapter, by its name. */
  readonly [adapter: string]: unknown;
}

/** One device: how it is spoken to, and as what it is offered. */
export interface DeviceEntry {
  /** `id` of the Thing: a URI that never changes, and says nothing of the device. */
  readonly id: string;
  readonly title?: string;
  /** Name of the room that it is in. */
  readonly room?: string;
  /** Whether it is not offered. */
  readonly hidden?: boolean;
  /** Name of a device in the catalogue of `@thingwright/thing-descriptions`. */
  readonly device?: string;
  /** In its place: file of a southbound Thing Description, or of one with placeholders. */
  readonly description?: string;
  /** Values of the placeholders of either. */
  readonly placeholders?: Readonly<Record<string, JsonValue>>;
  /** Name of a model in the same catalogue. */
  readonly as?: string;
  /** In its place: file of a Thing Model. */
  readonly model?: string;
  /** Whether the Thing has a property that says when each of its values was measured. */
  readonly valueTimes?: boolean;
}

/** What groups and scenes have in common. */
interface EntryOfMany {
  /** `id` of the Thing. */
  readonly id: string;
  readonly title?: string;
  /** Name of the room that it is in. */
  readonly room?: string;
  /** Whether it is not offered. */
  readonly hidden?: boolean;
}

/** Many Things as one. */
export interface GroupEntry extends EntryOfMany {
  /** Ids of its members, other groups among them. */
  readonly members: readonly string[];
  /** Name of a model of the common API; without, the group has what all members have. */
  readonly as?: ThingModelName;
}

/** A state of many Things. */
export interface SceneEntry extends EntryOfMany {
  /** Values by property, by id of the Thing. */
  readonly values: SceneValues;
}

/**
 * Reads a configuration.
 *
 * @param adapters - whose entries it may have
 * @throws {UsageError} WOT_ARGUMENT that names what is wrong by its JSON Pointer
 */
export function gatewayConfiguration(value: unknown, adapters: readonly AdapterPlugin[] = []): GatewayConfiguration {
  try {
    compileDataSchema(configurationSchema(adapters) as DataSchema).validate(value);
  } catch (cause) {
    if (!isWotError(cause)) throw cause;
    throw unusable(cause.message, cause);
  }
  const configuration = value as GatewayConfiguration;
  requireDistinct((configuration.devices ?? []).map(({ id }, index) => [id, `/devices/${index}/id`]));
  const { groups = [], scenes = [] } = configuration;
  requireDistinct(groups.map(({ id }, index) => [id, `/groups/${index}/id`]));
  requireDistinct(scenes.map(({ id }, index) => [id, `/scenes/${index}/id`]));
  refuseCircles(groups);
  for (const plugin of adapters) {
    const keys = entriesOf(configuration, plugin).map((entry) => plugin.keyOf(entry));
    requireDistinct(keys.map((key, index) => [key, `/${plugin.name}/${index}`]));
  }
  return configuration;
}

/** What `configuration` has for an adapter. */
export function entriesOf<Entry extends object>(
  configuration: GatewayConfiguration,
  { name }: AdapterPlugin<Entry>,
): readonly Entry[] {
  return Object.hasOwn(configuration, name) ? (configuration[name] as readonly Entry[]) : [];
}

function requireDistinct(keys: readonly (readonly [key: string, pointer: string])[]): void {
  const seen = new Set<string>();
  for (const [key, pointer] of keys) {
    if (seen.has(key)) throw unusable(`${pointer} is there twice`);
    seen.add(key);
  }
}

/** @throws {UsageError} WOT_ARGUMENT for a group that is a member of itself, by whatever way */
function refuseCircles(groups: readonly GroupEntry[]): void {
  const membersOf = new Map(groups.map(({ id, members }) => [id, members]));
  const known = new Set<string>();
  for (const [index, { id }] of groups.entries()) {
    const above = new Set<string>();
    const look = (each: string): void => {
      if (above.has(each)) throw unusable(`/groups/${index} is a member of itself`);
      if (known.has(each)) return;
      above.add(each);
      for (const member of membersOf.get(each) ?? []) look(member);
      above.delete(each);
      known.add(each);
    };
    look(id);
  }
}

const unusable = (message: string, cause?: Error): UsageError =>
  new UsageError("WOT_ARGUMENT", `the configuration cannot be used: ${message}`, cause === undefined ? {} : { cause });
