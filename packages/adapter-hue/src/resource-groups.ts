import { membersOf, textOf } from "@thingwright/mapping";
import type { ModelCandidate, ThingModelName } from "@thingwright/thing-descriptions";
import type { ResourceGroup } from "./device-part.js";
import { groupRows, lightRows } from "./recognition/light.js";
import { sceneRows } from "./recognition/scene.js";
import { sensingRows } from "./recognition/sensing.js";
import { answerPointer, type Row, valueAt } from "./recognition/served.js";
import { type Resource, referencesIn } from "./resource.js";

type Resources = ReadonlyMap<string, Resource>;

const named = (...models: readonly ThingModelName[]): readonly ModelCandidate[] => models.map((model) => ({ model }));

const lights = named("colour-light", "tunable-white-light", "dimmable-light", "on-off-light");

const sensors = named("contact-sensor", "occupancy-sensor", "climate-sensor", "illuminance-sensor");

/** IRI of the Thing whose main resource has this id. */
export const thingIri = (key: string): string => `urn:hue:${key}`;

/**
 * Which resources are one Thing: each lamp with the connection and battery of its device; all senses and buttons of a device
 * together; each room and zone with a lamp in it; each scene. Others are in `rest`.
 */
export function resourceGroups(resources: Resources): {
  readonly groups: readonly ResourceGroup[];
  readonly rest: readonly Resource[];
} {
  const all = [...resources.values()];
  const groups = [
    ...all.filter(({ type }) => type === "device").flatMap((device) => groupsOfDevice(device, resources)),
    ...all.filter(({ type }) => type === "grouped_light").flatMap((group) => roomOf(group, resources)),
    ...all.filter(({ type }) => type === "scene").map((scene) => sceneOf(scene, resources)),
  ];
  const given = new Set(groups.flatMap(({ resources: own }) => own.map(({ resource }) => resource)));
  return { groups, rest: all.filter((resource) => !given.has(resource)) };
}

function groupsOfDevice(device: Resource, resources: Resources): readonly ResourceGroup[] {
  const services = referencesIn(device.members.services).flatMap((id) => resources.get(id) ?? []);
  const lamps = services.filter(({ type }) => type === "light");
  const others = services
    .filter(({ type }) => type !== "light")
    .map((resource) => ({ resource, rows: rowsOf(resource) }));
  const own = { resource: device, rows: [identifyRow] };
  const title = nameOf(device) ?? "Hue device";
  if (lamps.length === 0) return [{ key: device.id, title, resources: [own, ...others], models: sensors }];
  return lamps.map((lamp, index) => {
    const isOnly = lamps.length === 1;
    const shared = index === 0 ? others : others.filter(({ resource }) => isConnection(resource));
    return {
      key: lamp.id,
      title: isOnly ? title : (nameOf(lamp) ?? `${title} ${index + 1}`),
      resources: [{ resource: lamp, rows: lightRows }, own, ...shared],
      models: lights,
    };
  });
}

/** A group of a room or zone; the bridge's own, of all lamps there are, belongs to its home. */
function roomOf(group: Resource, resources: Resources): readonly ResourceGroup[] {
  const owner = resources.get(String(membersOf(group.members.owner).rid));
  if (owner === undefined) return [];
  const members = lampsOf(owner, resources);
  if (members.length === 0) return [];
  const title = nameOf(owner) ?? "All lights";
  const rows = [...groupRows, membersRow(members)];
  return [{ key: group.id, title, resources: [{ resource: group, rows }], models: named("light-group") }];
}

/** Lamps of a room, which has devices, or of a zone, which has lamps; of a home, which has rooms and devices. */
function lampsOf(place: Resource, resources: Resources, depth = 0): readonly string[] {
  const found = referencesIn(place.members.children).flatMap((id) => {
    const child = resources.get(id);
    if (child?.type === "light") return [child.id];
    if (child?.type === "device") {
      return referencesIn(child.members.services).filter((service) => resources.get(service)?.type === "light");
    }
    return child !== undefined && depth < 2 ? lampsOf(child, resources, depth + 1) : [];
  });
  return [...new Set(found)];
}

const membersRow =
  (lamps: readonly string[]): Row =>
  () => ({
    kind: "property",
    name: "members",
    source: "state",
    terms: { "map:pick": answerPointer("id"), "map:read": JSON.stringify(lamps.map(thingIri)) },
  });

function sceneOf(scene: Resource, resources: Resources): ResourceGroup {
  const room = resources.get(String(membersOf(scene.members.group).rid));
  const title = [room && nameOf(room), nameOf(scene) ?? "Scene"].filter((name) => name !== undefined).join(" ");
  return { key: scene.id, title, resources: [{ resource: scene, rows: sceneRows }], models: named("scene") };
}

const identifyRow: Row = () => ({
  kind: "action",
  name: "identify",
  part: "identify",
  source: "invocation",
  terms: { "map:value": { identify: { action: "identify" } } },
  put: { pointer: "/identify", schema: { type: "object" } },
});

const rowsOf = ({ type }: Resource): readonly Row[] => (Object.hasOwn(sensingRows, type) ? sensingRows[type]! : []);

/** Says whether the bridge can reach the device. */
export const isConnection = ({ type }: Resource): boolean => type === "zigbee_connectivity";

const nameOf = (resource: Resource): string | undefined => textOf(valueAt(resource, "metadata", "name"))?.slice(0, 128);
