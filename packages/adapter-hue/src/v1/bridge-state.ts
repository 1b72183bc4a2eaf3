import { isObject, type Members, membersOf, textOf } from "@thingwright/mapping";

/** Collections of a bridge's state that are looked at. */
export const collections = ["lights", "groups", "scenes", "sensors"] as const;

/** One lamp, group, scene or sensor of a bridge, as CLIP API v1 tells it. */
export interface Item {
  readonly collection: (typeof collections)[number];
  readonly id: string;
  /** `lights/1` */
  readonly path: string;
  readonly members: Members;
}

/** What a bridge has. */
export interface BridgeState {
  readonly items: ReadonlyMap<string, Item>;
  /** Its id, or its MAC address where it is too old to have one. */
  readonly bridgeId: string | undefined;
  readonly problems: readonly string[];
}

/** Reads the answer of `GET /api/KEY`. Never throws for what a bridge says. */
export function readState(answer: unknown, maxItems: number): BridgeState {
  const items = new Map<string, Item>();
  const problems: string[] = [];
  const all = membersOf(answer);
  for (const collection of collections) {
    for (const [id, members] of Object.entries(membersOf(all[collection]))) {
      const path = `${collection}/${id}`;
      if (!/^[\w-]{1,64}$/.test(id) || !isObject(members))
        problems.push(`${collection}: an entry without id or members`);
      else if (items.size === maxItems) problems.push(`${path}: more than maxResources (${maxItems})`);
      else items.set(path, { collection, id, path, members });
    }
  }
  const { bridgeid, mac } = membersOf(all.config);
  return { items, bridgeId: (textOf(bridgeid) ?? textOf(mac))?.toLowerCase().replaceAll(":", ""), problems };
}

/** The value of an item at `path`; `undefined` where there is none. */
export function memberAt({ members }: Item, ...path: readonly string[]): unknown {
  let value: unknown = members;
  for (const name of path) {
    if (!isObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

/** What its owner calls it. */
export const nameOf = (item: Item): string | undefined => textOf(memberAt(item, "name"))?.slice(0, 128) || undefined;

/** What tells the device apart from all others of the maker: the address of its radio, without its endpoint. */
export const radioOf = (item: Item): string | undefined =>
  /^((?:[0-9a-f]{2}:){7}[0-9a-f]{2})-/i.exec(textOf(memberAt(item, "uniqueid")) ?? "")?.[1]?.toLowerCase();
