import type { ThingDescription } from "@thingwright/td";
import type { DevicePart } from "./device-part.js";
import type { Served } from "./recognition/served.js";

/** Where a device is spoken to. */
export interface DeviceAddress {
  /** `http://host` or `http://host:port`, without a slash at its end. */
  readonly url: string;
  /** Whether the device asks for a password. */
  readonly isProtected: boolean;
}

/** Name of the WebSocket's subprotocol in Forms: JSON-RPC frames, of which those without `id` are notifications. */
export const notificationSubprotocol = "shelly-rpc";

/** Names of the southbound affordances that the WebSocket brings. */
export const sources = { status: "status", change: "changed", notification: (key: string) => `event ${key}` } as const;

/**
 * How `part` of a device is spoken to, and what of it serves what: one status has everything, and each RPC method is an
 * action. Ordinary Forms over HTTP, but for notifications.
 */
export function southboundOf(part: DevicePart, address: DeviceAddress, id: string, title: string): ThingDescription {
  const methods = [...new Set(part.served.flatMap(({ method }) => method ?? []))];
  return {
    ...described(address, id, title),
    properties: {
      [sources.status]: {
        title: "Status",
        type: "object",
        readOnly: true,
        "map:serves": entries(part.served.filter(({ source }) => source === "status")),
        forms: [rpcForm(address, "readproperty", "Shelly.GetStatus"), notificationForm(address, "property")],
      },
    },
    actions: Object.fromEntries(methods.map((method) => [method, actionOf(method, part, address)])),
    events: eventsOf(part, address),
  } as unknown as ThingDescription;
}

/** The device itself: what it is, how it is set up, how it is. */
export function deviceDescription(address: DeviceAddress, id: string): ThingDescription {
  const property = (method: string) => ({
    title: method,
    type: "object",
    readOnly: true,
    forms: [rpcForm(address, "readproperty", method)],
  });
  return {
    ...described(address, id, "Shelly"),
    properties: {
      info: property("Shelly.GetDeviceInfo"),
      config: property("Shelly.GetConfig"),
      status: property("Shelly.GetStatus"),
    },
  } as unknown as ThingDescription;
}

const described = ({ isProtected }: DeviceAddress, id: string, title: string) => ({
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
  ...(isProtected
    ? { securityDefinitions: { [passwordDefinition]: { scheme: "digest", qop: "auth" } }, security: passwordDefinition }
    : { securityDefinitions: { nosec: { scheme: "nosec" } }, security: "nosec" }),
});

/** Name of the security definition; the Servient's credentials for a device are found by it. */
export const passwordDefinition = "password";

/** Entries of the mapping; what is written goes to the method. */
function entries(served: readonly Served[]): readonly object[] {
  return served.map(({ kind, name, terms, method }) => ({
    [`map:${kind}`]: name,
    ...terms,
    ...(kind === "property" && method !== undefined && { "map:via": method }),
  }));
}

function actionOf(method: string, part: DevicePart, address: DeviceAddress): object {
  const served = part.served.filter((each) => each.method === method && each.source === "call");
  return {
    title: method,
    input: { type: "object" },
    ...(served.length > 0 && { "map:serves": entries(served) }),
    forms: [rpcForm(address, "invokeaction", method)],
  };
}

function eventsOf(part: DevicePart, address: DeviceAddress): object {
  const changes = part.served.filter(({ source }) => source === "change");
  const notified = part.served.filter(({ source }) => source === "notification");
  return Object.fromEntries([
    ...(changes.length > 0
      ? [[sources.change, { ...eventOf("Changed status", address), "map:serves": entries(changes) }]]
      : []),
    ...notified.map((each) => {
      const { key } = each.component;
      return [sources.notification(key), { ...eventOf(`Event of ${key}`, address), "map:serves": entries([each]) }];
    }),
  ]);
}

const eventOf = (title: string, address: DeviceAddress) => ({
  title,
  data: { type: "object" },
  forms: [notificationForm(address, "event")],
});

/** A refusal has the code and the message of the vendor. */
const rpcForm = ({ url }: DeviceAddress, op: string, method: string) => ({
  href: `${url}/rpc/${method}`,
  op,
  contentType: "application/json",
  "htv:methodName": op === "invokeaction" ? "POST" : "GET",
  additionalResponses: [{ success: false, contentType: "application/json" }],
});

/** @returns a Form that the adapter carries itself: its frames belong to the device, not to one affordance */
const notificationForm = ({ url }: DeviceAddress, kind: "property" | "event") => ({
  href: `${url.replace(/^http/, "ws")}/rpc`,
  op: kind === "property" ? ["observeproperty", "unobserveproperty"] : ["subscribeevent", "unsubscribeevent"],
  contentType: "application/json",
  subprotocol: notificationSubprotocol,
});
