import { isIP, isIPv4 } from "node:net";
import { type EffectiveForm, effectiveForms, type ThingDescription } from "@thingwright/td";

/** Every Form of the description, with the defaults and the base. */
export function allForms(thing: ThingDescription): readonly EffectiveForm[] {
  const of = (owner: "property" | "action" | "event", members: object | undefined) =>
    Object.keys(members ?? {}).flatMap((name): readonly EffectiveForm[] => effectiveForms(thing, owner, name));
  return [
    ...of("property", thing.properties),
    ...of("action", thing.actions),
    ...of("event", thing.events),
    ...effectiveForms(thing, "thing"),
  ];
}

/** Where an address is: names are in no network that they tell. */
export type Reach = "loopback" | "private" | "public" | "unknown";

/** Schemes without security of their own, and those of the same protocols with it. */
const plain = /^(?:http|ws|mqtt|coap|coap\+tcp):/i;
const secured = /^(?:https|wss|mqtts):/i;

/** Whether the address is one of a protocol that has secure transport, and is without. */
export const isPlain = ({ href }: EffectiveForm): boolean => plain.test(href);

const defaultPorts: Readonly<Record<string, string>> = { "https:": "443", "wss:": "443", "mqtts:": "8883" };

/** HOST:PORT of every server that Forms reach over TLS and TCP. */
export function tlsAuthorities(thing: ThingDescription): readonly string[] {
  const authorities = allForms(thing).flatMap(({ href }) => {
    const { protocol, hostname, port } = urlOf(href) ?? {};
    if (protocol === undefined || hostname === undefined || hostname === "" || !secured.test(href)) return [];
    return [`${hostname}:${port || defaultPorts[protocol]}`];
  });
  return [...new Set(authorities)];
}

/** In which network the host of an address is, where it is written as a number. */
export function reachOf({ href }: EffectiveForm): Reach {
  const host = urlOf(href)?.hostname.replace(/^\[|\]$/g, "") ?? "";
  if (isIP(host) === 0) return host === "localhost" ? "loopback" : "unknown";
  return isIPv4(host) ? reachOfV4(host) : reachOfV6(host);
}

/** Blocks that are not routed on the internet (RFC 1918, RFC 3927, RFC 6598, RFC 1122). */
function reachOfV4(host: string): Reach {
  if (host.startsWith("127.")) return "loopback";
  return /^(?:0|10|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(host)
    ? "private"
    : "public";
}

/** The same of IPv6 (RFC 4193, RFC 4291). */
function reachOfV6(host: string): Reach {
  if (host === "::1") return "loopback";
  return /^(?:f[cd]|fe[89ab]|::$)/i.test(host) ? "private" : "public";
}

function urlOf(href: string): URL | undefined {
  return /[{}]/.test(href) || !URL.canParse(href) ? undefined : new URL(href);
}
