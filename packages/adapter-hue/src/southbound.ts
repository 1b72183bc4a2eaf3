import type { ThingDescription } from "@thingwright/td";
import type { DevicePart } from "./device-part.js";
import type { Served } from "./recognition/served.js";
import type { Resource } from "./resource.js";
import { isConnection } from "./resource-groups.js";

/** Name in Forms of the bridge's event stream: it tells of all resources, not of one. */
export const streamSubprotocol = "hue-eventstream";

/** Name of the security definition; the Servient's credentials for a bridge are found by it. */
export const keyDefinition = "application_key";

/** Names of the southbound affordances of a resource. */
export const sources = {
  state: (id: string) => `state ${id}`,
  event: (id: string) => `event ${id}`,
  set: (id: string) => `set ${id}`,
  invoke: (id: string, name: string) => `${name} ${id}`,
} as const;

/**
 * How `part` of a bridge is spoken to, and what of it serves what: each resource is a property that is read, and one that takes
 * what is to change.
 *
 * @param url - of the bridge, without a slash at its end
 */
export function southboundOf(part: DevicePart, url: string, id: string, title: string): ThingDescription {
  const resources = [...new Set(part.served.map(({ resource }) => resource))];
  const of = (resource: Resource) => part.served.filter((each) => each.resource === resource);
  const properties = resources.flatMap((resource) => [
    [sources.state(resource.id), stateOf(resource, of(resource), url)],
    ...(of(resource).some(isSet) ? [[sources.set(resource.id), setOf(resource, of(resource).filter(isSet), url)]] : []),
  ]);
  const actions = part.served
    .filter(({ source }) => source === "invocation")
    .map((each) => [sources.invoke(each.resource.id, each.name), actionOf(each, url)]);
  const events = part.served
    .filter(({ source }) => source === "event")
    .map((each) => [sources.event(each.resource.id), eventOf(each, url)]);
  return {
    ...described(id, title),
    properties: Object.fromEntries(properties),
    actions: Object.fromEntries(actions),
    events: Object.fromEntries(events),
  } as unknown as ThingDescription;
}

/** The bridge itself: all that it has, and its event stream. */
export function bridgeDescription(url: string, id: string): ThingDescription {
  return {
    ...described(id, "Hue bridge"),
    properties: {
      resources: {
        title: "Resources",
        type: "object",
        readOnly: true,
        forms: [{ href: `${url}/clip/v2/resource`, op: "readproperty", contentType: "application/json" }],
      },
    },
    events: {
      updates: {
        title: "Updates",
        data: { type: "array" },
        forms: [
          {
            href: `${url}/eventstream/clip/v2`,
            op: ["subscribeevent", "unsubscribeevent"],
            contentType: "application/json",
            subprotocol: "sse",
          },
        ],
      },
    },
  } as unknown as ThingDescription;
}

const isSet = ({ put, kind }: Served): boolean => put !== undefined && kind === "property";

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
  securityDefinitions: { [keyDefinition]: { scheme: "apikey", in: "header", name: "hue-application-key" } },
  security: keyDefinition,
});

function stateOf(resource: Resource, served: readonly Served[], url: string): object {
  const entries = served
    .filter(({ source }) => source === "state")
    .map((each) => ({
      [`map:${each.kind}`]: each.name,
      ...each.terms,
      ...(isSet(each) && { "map:via": sources.set(resource.id), "map:put": each.put?.pointer }),
    }));
  return {
    title: `Resource ${resource.type}`,
    type: "object",
    readOnly: true,
    "map:serves": [...entries, ...(isConnection(resource) ? [reachable] : [])],
    forms: [
      form(addressOf(resource, url), "readproperty", "GET"),
      streamForm(url, ["observeproperty", "unobserveproperty"]),
    ],
  };
}

const reachable = {
  "map:available": "device",
  "map:pick": "/data/0/status",
  "map:read": '$ in ["connected", "unidirectional_incoming"]',
};

function setOf(resource: Resource, served: readonly Served[], url: string): object {
  return {
    title: `Change of ${resource.type}`,
    type: "object",
    writeOnly: true,
    properties: schemasOf(served),
    forms: [form(addressOf(resource, url), "writeproperty", "PUT")],
  };
}

/** What may be at each place, whose pointers have two levels. */
function schemasOf(served: readonly Served[]): object {
  return Object.fromEntries(
    served.map(({ put }) => {
      const [, group = "", name = ""] = put!.pointer.split("/");
      return [group, { type: "object", properties: { [name]: put!.schema } }];
    }),
  );
}

const actionOf = (each: Served, url: string) => ({
  title: each.name,
  input: { type: "object" },
  "map:action": each.name,
  ...each.terms,
  forms: [form(addressOf(each.resource, url), "invokeaction", "PUT")],
});

const eventOf = (each: Served, url: string) => ({
  title: each.name,
  data: { type: "object" },
  "map:event": each.name,
  ...each.terms,
  forms: [streamForm(url, ["subscribeevent", "unsubscribeevent"])],
});

const addressOf = ({ type, id }: Resource, url: string): string => `${url}/clip/v2/resource/${type}/${id}`;

/** A refusal has the bridge's own words in `errors`. */
const form = (href: string, op: string, methodName: string) => ({
  href,
  op,
  contentType: "application/json",
  "htv:methodName": methodName,
  additionalResponses: [{ success: false, contentType: "application/json" }],
});

/** @returns a Form that the adapter carries itself, by the one event stream of the bridge */
const streamForm = (url: string, op: readonly string[]) => ({
  href: `${url}/eventstream/clip/v2`,
  op,
  contentType: "application/json",
  subprotocol: streamSubprotocol,
});
