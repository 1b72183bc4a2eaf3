import type { ModelCandidate, ThingModelName } from "@thingwright/thing-descriptions";
import { type BridgeState, type Item, memberAt, nameOf, radioOf } from "./bridge-state.js";
import { lightRows } from "./recognition/light.js";
import { sceneRows } from "./recognition/scene.js";
import { sensorRows } from "./recognition/sensing.js";
import type { Row, RowResult } from "./recognition/served.js";

/** Items that are one Thing together, and how each serves it. */
export interface ItemGroup {
  /** IRI of the Thing. */
  readonly id: string;
  readonly title: string;
  readonly items: readonly { readonly item: Item; readonly rows: readonly Row[] }[];
  readonly models: readonly ModelCandidate[];
}

const named = (...models: readonly ThingModelName[]): readonly ModelCandidate[] => models.map((model) => ({ model }));

const lights = named("colour-light", "tunable-white-light", "dimmable-light", "on-off-light");
const sensors = named("occupancy-sensor", "temperature-sensor", "illuminance-sensor");

/**
 * Which items are one Thing: each lamp; all senses of one device together; each group with lamps; each scene that was not
 * made to be thrown away. Others are in `rest`.
 *
 * @param fallbackId - stands for a bridge that does not say its id
 */
export function itemGroups(
  { items, bridgeId }: BridgeState,
  fallbackId: string,
): { readonly groups: readonly ItemGroup[]; readonly rest: readonly Item[] } {
  const own = (item: Item): string =>
    `urn:hue:${bridgeId ?? encodeURIComponent(fallbackId)}:${item.path.replace("/", ":")}`;
  const all = [...items.values()];
  const of = (collection: Item["collection"]): readonly Item[] => all.filter((item) => item.collection === collection);
  const lampIds = new Map(of("lights").map((lamp) => [lamp.id, idOf(lamp) ?? own(lamp)]));
  const groups = [
    ...of("lights").map((lamp) => group(lampIds.get(lamp.id)!, lamp, [{ item: lamp, rows: lightRows }], lights)),
    ...of("groups").flatMap((room) => roomOf(room, own(room), lampIds)),
    ...of("scenes")
      .filter((scene) => memberAt(scene, "recycle") !== true)
      .map((scene) => group(own(scene), scene, [{ item: scene, rows: sceneRows }], [])),
    ...sensorGroups(of("sensors"), own),
  ];
  const given = new Set(groups.flatMap((each) => each.items.map(({ item }) => item)));
  return { groups, rest: all.filter((item) => !given.has(item)) };
}

const group = (id: string, main: Item, items: ItemGroup["items"], models: readonly ModelCandidate[]): ItemGroup => ({
  id,
  title: nameOf(main) ?? main.path,
  items,
  models,
});

/** Told of by its radio and endpoint, it has the same id behind another bridge. */
function idOf(item: Item): string | undefined {
  const id = memberAt(item, "uniqueid");
  return radioOf(item) === undefined ? undefined : `urn:hue:${encodeURIComponent(String(id).toLowerCase())}`;
}

function roomOf(room: Item, id: string, lampIds: ReadonlyMap<string, string>): readonly ItemGroup[] {
  const ids: unknown = memberAt(room, "lights");
  const members = (Array.isArray(ids) ? ids : []).flatMap((lamp) => lampIds.get(String(lamp)) ?? []);
  if (members.length === 0) return [];
  const row = (): RowResult => ({
    kind: "property",
    name: "members",
    source: "state",
    terms: { "map:pick": "/lights", "map:read": JSON.stringify(members) },
  });
  return [group(id, room, [{ item: room, rows: [...lightRows, row] }], named("light-group"))];
}

/** A device that senses several things is several sensors, of one radio. */
function sensorGroups(all: readonly Item[], own: (item: Item) => string): readonly ItemGroup[] {
  const byDevice = new Map<string, Item[]>();
  for (const sensor of all) {
    if (sensorRows(sensor).length === 0) continue;
    const key = radioOf(sensor) ?? sensor.path;
    byDevice.set(key, [...(byDevice.get(key) ?? []), sensor]);
  }
  return [...byDevice.values()].map((items) => {
    const main = items.find((item) => memberAt(item, "type") === "ZLLPresence") ?? items[0]!;
    const radio = radioOf(main);
    const id = radio === undefined ? own(main) : `urn:hue:${encodeURIComponent(radio)}`;
    return group(
      id,
      main,
      items.map((item) => ({ item, rows: sensorRows(item) })),
      sensors,
    );
  });
}
