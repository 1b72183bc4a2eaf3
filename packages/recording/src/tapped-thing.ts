import { UnsupportedError } from "@thingwright/errors";
import type { RecordedProtocol } from "@thingwright/simulator";
import { isRecord, type ThingDescription } from "@thingwright/td";

/** A server that Forms of a Thing name. */
export interface ThingServer {
  /** Placeholder of its URL: `HTTP_URL`, `HTTP_URL_2`. */
  readonly name: string;
  readonly protocol: RecordedProtocol;
  /** Scheme and authority as the Thing Description writes them. */
  readonly origin: string;
}

const protocols: ReadonlyMap<string, RecordedProtocol> = new Map([
  ["http", "http"],
  ["https", "http"],
  ["mqtt", "mqtt"],
  ["mqtts", "mqtt"],
  ["coap", "coap"],
  ["modbus+tcp", "modbus+tcp"],
]);
const prefixes: Readonly<Record<RecordedProtocol, string>> = {
  http: "HTTP_URL",
  mqtt: "MQTT_URL",
  coap: "COAP_URL",
  "modbus+tcp": "MODBUS_URL",
};

const originOf = (href: string): string | undefined => /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(href)?.[0];

/**
 * The servers that the Forms of `thing` and its `base` name, without those of protocols that cannot be recorded.
 *
 * @throws {UnsupportedError} WOT_SCHEME when there is none, or more than one broker
 */
export function serversOf(thing: ThingDescription): readonly ThingServer[] {
  const origins = [...new Set([...hrefsOf(thing)].flatMap((href) => originOf(href) ?? []))];
  const counts = new Map<RecordedProtocol, number>();
  const servers = origins.flatMap((origin): ThingServer[] => {
    const protocol = protocols.get(origin.slice(0, origin.indexOf(":")).toLowerCase());
    if (protocol === undefined || !URL.canParse(origin)) return [];
    const count = (counts.get(protocol) ?? 0) + 1;
    counts.set(protocol, count);
    return [{ name: `${prefixes[protocol]}${count === 1 ? "" : `_${count}`}`, protocol, origin }];
  });
  if (servers.length === 0) {
    throw unsupported(
      `nothing of ${JSON.stringify(thing.title)} goes over HTTP, MQTT, CoAP or Modbus TCP to an address that is written out`,
    );
  }
  if ((counts.get("mqtt") ?? 0) > 1) throw unsupported("a device that speaks to several brokers cannot be recorded");
  return servers;
}

const unsupported = (message: string): UnsupportedError =>
  new UnsupportedError("WOT_NO_FORM", message, { attempts: [] });

/**
 * A copy of `thing` whose Forms go to `urls` in the place of its servers. Without Forms to other servers and without those of
 * a subprotocol that needs WebSockets; affordances that are left without any are left out.
 *
 * @param urls - by origin
 */
export function redirected(thing: ThingDescription, urls: ReadonlyMap<string, string>): ThingDescription {
  const base = thing.base === undefined ? undefined : toUrl(thing.base, urls);
  const { base: _, ...rest } = thing;
  const copy: Record<string, unknown> = { ...structuredClone(rest), ...(base !== undefined && { base }) };
  for (const kind of ["properties", "actions", "events"] as const) {
    const affordances = Object.entries((copy[kind] ?? {}) as Record<string, { readonly forms: readonly FormLike[] }>);
    const reachable = affordances.flatMap(([name, affordance]) => {
      const forms = affordance.forms.flatMap((form) => formTo(form, urls, base !== undefined));
      return forms.length === 0 ? [] : [[name, { ...affordance, forms }]];
    });
    if (copy[kind] !== undefined) copy[kind] = Object.fromEntries(reachable);
  }
  // Forms at the Thing say the same once more.
  delete copy.forms;
  return copy as unknown as ThingDescription;
}

interface FormLike {
  readonly href: string;
  readonly subprotocol?: string;
}

const webSocketProtocols: ReadonlySet<string> = new Set(["webthingprotocol", "websocketsub"]);

function formTo(form: FormLike, urls: ReadonlyMap<string, string>, hasBase: boolean): FormLike[] {
  if (form.subprotocol !== undefined && webSocketProtocols.has(form.subprotocol)) return [];
  if (originOf(form.href) === undefined) return hasBase ? [form] : [];
  const href = toUrl(form.href, urls);
  return href === undefined ? [] : [{ ...form, href }];
}

function toUrl(href: string, urls: ReadonlyMap<string, string>): string | undefined {
  const origin = originOf(href);
  const url = origin === undefined ? undefined : urls.get(origin);
  return origin === undefined || url === undefined ? undefined : url + href.slice(origin.length);
}

function* hrefsOf(thing: ThingDescription): Generator<string> {
  if (thing.base !== undefined) yield thing.base;
  for (const kind of ["properties", "actions", "events"] as const) {
    for (const affordance of Object.values(thing[kind] ?? {})) {
      for (const form of affordance.forms) if (isRecord(form) && typeof form.href === "string") yield form.href;
    }
  }
}
