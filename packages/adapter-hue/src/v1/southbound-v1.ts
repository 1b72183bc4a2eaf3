import type { DataSchema, ThingDescription } from "@thingwright/td";
import { keyDefinition } from "../southbound.js";
import { type Item, memberAt } from "./bridge-state.js";
import type { Served } from "./recognition/served.js";

/** Name in Forms of reading everything again and again, which all Things of a bridge share. */
export const pollSubprotocol = "hue-poll";

/** Names of the southbound affordances of an item. */
export const names = {
  state: ({ path }: Item) => `state ${path}`,
  set: ({ path }: Item) => `set ${path}`,
  press: ({ path }: Item, button: number) => `press ${path} ${button}`,
} as const;

/**
 * How a Thing of a bridge with CLIP API v1 is spoken to, and what of it serves what. The key is part of each address.
 *
 * @param url - of the bridge, without a slash at its end
 */
export function southboundOfV1(served: readonly Served[], url: string, id: string, title: string): ThingDescription {
  const items = [...new Set(served.map(({ item }) => item))];
  const of = (item: Item, source?: Served["source"]) =>
    served.filter((each) => each.item === item && (source === undefined || each.source === source));
  const setters = items.filter((item) => of(item).some(({ sent }) => sent !== undefined));
  return {
    ...described(id, title),
    properties: Object.fromEntries(items.map((item) => [names.state(item), stateOf(item, of(item, "state"), url)])),
    actions: Object.fromEntries(setters.map((item) => [names.set(item), setOf(item, of(item), url)])),
    events: Object.fromEntries(
      items.flatMap((item) => of(item, "press").map((each) => [names.press(item, each.button!), pressOf(each, url)])),
    ),
  } as unknown as ThingDescription;
}

/** The bridge itself: all that it has. */
export const bridgeDescriptionV1 = (url: string, id: string): ThingDescription =>
  ({
    ...described(id, "Hue bridge"),
    properties: {
      state: {
        title: "State",
        readOnly: true,
        forms: [{ href: `${url}/api/{key}`, op: "readproperty", contentType: "application/json" }],
      },
    },
  }) as unknown as ThingDescription;

const described = (id: string, title: string) => ({
  "@context": [
    "https://www.w3.org/2022/wot/td/v1.1",
    {
      "@language": "en",
      map: "https://thingwright.org/ns/map#",
      qudtUnit: "http://qudt.org/vocab/unit/",
      htv: "http://www.w3.org/2011/http#",
    },
  ],
  id,
  title,
  securityDefinitions: { [keyDefinition]: { scheme: "apikey", in: "uri", name: "key" } },
  security: keyDefinition,
});

function stateOf(item: Item, served: readonly Served[], url: string): object {
  const entries = served.map((each) => ({
    [`map:${each.kind}`]: each.name,
    ...each.terms,
    ...(each.sent !== undefined && { "map:via": names.set(item) }),
  }));
  return {
    title: `State of ${item.path}`,
    type: "object",
    readOnly: true,
    "map:serves": [...entries, ...reachable(item)],
    forms: [
      { href: `${url}/api/{key}/${item.path}`, op: "readproperty", contentType: "application/json" },
      pollForm(url, ["observeproperty", "unobserveproperty"]),
    ],
  };
}

/** A lamp, or a sensor of a device, that says whether the bridge can reach it. */
function reachable(item: Item): readonly object[] {
  const place = item.collection === "lights" ? "state" : "config";
  if (typeof memberAt(item, place, "reachable") !== "boolean") return [];
  return [{ "map:available": item.path, "map:pick": `/${place}/reachable` }];
}

/** What is set is sent to a lamp's state and to a group's action; a scene is recalled by its group, or by that of all lamps. */
function setterOf(item: Item): string {
  if (item.collection === "lights") return `${item.path}/state`;
  if (item.collection === "groups") return `${item.path}/action`;
  const group = memberAt(item, "group");
  return `groups/${typeof group === "string" && /^\w{1,16}$/.test(group) ? group : "0"}/action`;
}

function setOf(item: Item, served: readonly Served[], url: string): object {
  const properties: Readonly<Record<string, DataSchema>> = Object.assign({}, ...served.map(({ sent }) => sent));
  const invoked = served.filter(({ source }) => source === "invocation");
  return {
    title: `Change of ${item.path}`,
    input: { type: "object", properties },
    output: {},
    "map:serves": invoked.map((each) => ({ "map:action": each.name, ...each.terms })),
    forms: [
      {
        href: `${url}/api/{key}/${setterOf(item)}`,
        op: "invokeaction",
        contentType: "application/json",
        "htv:methodName": "PUT",
      },
    ],
  };
}

const pressOf = (each: Served, url: string): object => ({
  title: each.name,
  data: { type: "object" },
  "map:event": each.name,
  ...each.terms,
  forms: [pollForm(url, ["subscribeevent", "unsubscribeevent"])],
});

/** @returns a Form that the adapter carries itself, by reading the whole bridge */
const pollForm = (url: string, op: readonly string[]): object => ({
  href: `${url}/api/{key}`,
  op,
  contentType: "application/json",
  subprotocol: pollSubprotocol,
});
