import { type FindOptions, type FoundEntry, merged } from "@thingwright/adapter-core";
import { uriHost } from "@thingwright/contracts";
import { type FindServicesOptions, type FoundService, findServices } from "@thingwright/discovery";
import { asWotError } from "@thingwright/errors";
import { membersOf, textOf } from "@thingwright/mapping";
import type { ThingDescription } from "@thingwright/td";
import { bridgeFacts } from "./bridge-api.js";
import { hueLimits } from "./limits.js";

/** Part of an entry of a configuration. */
interface FoundBridge {
  readonly url: string;
  readonly id: string;
  readonly allowInsecure?: boolean;
}

/** Finds services of a type; another one for tests. */
type Services = (type: string, options: FindServicesOptions) => AsyncIterable<FoundService>;

/** The maker's list of bridges that have the same public address. It is asked only where it is among the hosts. */
export const makersList = "discovery.meethue.com";

/** The model of the first generation, which has no TLS. */
const firstGeneration = /^BSB001$/i;

/**
 * Bridges that announce themselves by Multicast DNS (`_hue._tcp`), those that answer at hosts that are named, and where
 * `discovery.meethue.com` is one of these, those that the maker's cloud knows to be here.
 */
export async function* findBridges(
  options: FindOptions,
  services: Services = findServices,
): AsyncIterable<FoundEntry<FoundBridge>> {
  const { hosts = [], logger } = options;
  const seen = new Set<string>();
  const failed = (error: unknown): void =>
    logger.warn("Hue bridges cannot be looked for", { message: asWotError(error).message });
  const asked = hosts.map((host) => (host === makersList ? listed(options) : atHost(host, options)));
  for await (const found of merged([announced(options, services), ...asked], failed)) {
    if (seen.has(found.entry.id)) continue;
    seen.add(found.entry.id);
    yield found;
  }
}

async function* announced({ signal, clock }: FindOptions, services: Services): AsyncIterable<FoundEntry<FoundBridge>> {
  for await (const { name, host, port, text } of services("_hue._tcp", { signal, clock })) {
    const id = text.get("bridgeid")?.toLowerCase();
    if (id === undefined || !/^[0-9a-f]{12,16}$/.test(id)) continue;
    const isOld = firstGeneration.test(text.get("modelid") ?? "");
    yield entryOf(host, isOld ? 80 : port, id, name, isOld);
  }
}

/** What a bridge says of itself is said over plain HTTP too: no key goes along. */
async function* atHost(host: string, { servient, signal }: FindOptions): AsyncIterable<FoundEntry<FoundBridge>> {
  const written = /^(.*[^:]):(\d{1,5})$/.exec(host);
  const bare = (written?.[1] ?? host).replace(/^\[|\]$/g, "");
  const port = written === null ? 80 : Number(written[2]);
  const url = `http://${uriHost(bare)}:${port}`;
  if (!URL.canParse(url)) return;
  const facts = await bridgeFacts(servient, url, { timeoutMs: hueLimits.timeoutMs, signal }).catch(() => undefined);
  if (facts === undefined) return;
  const id = facts.bridgeId ?? `${bare}-${port}`;
  yield entryOf(bare, facts.hasV2 ? 443 : port, id, facts.name ?? "Hue bridge", !facts.hasV2);
}

async function* listed({ servient, signal }: FindOptions): AsyncIterable<FoundEntry<FoundBridge>> {
  const list = servient.consume(listDescription);
  const answer = await list.read("bridges", { timeoutMs: hueLimits.timeoutMs, signal });
  for (const each of Array.isArray(answer) ? answer.slice(0, 64) : []) {
    const { id, internalipaddress: host, port } = membersOf(each);
    const [own, address] = [textOf(id)?.toLowerCase(), textOf(host)];
    if (own === undefined || address === undefined || !/^[0-9a-f]{12,16}$/.test(own)) continue;
    if (!/^[0-9a-f.:]{2,45}$/i.test(address)) continue;
    yield entryOf(address, typeof port === "number" ? port : 443, own, `Hue bridge ${own}`, false);
  }
}

function entryOf(host: string, port: number, id: string, name: string, isPlain: boolean): FoundEntry<FoundBridge> {
  const [scheme, usual] = isPlain ? ["http", 80] : ["https", 443];
  const url = `${scheme}://${uriHost(host)}${port === usual ? "" : `:${port}`}`;
  const entry = { url, id: `urn:hue:bridge:${id}` };
  return isPlain
    ? { entry: { ...entry, allowInsecure: true }, title: `${name} at ${url}, without encryption` }
    : { entry, title: `${name} at ${url}` };
}

const listDescription = {
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  title: "Hue bridges here",
  securityDefinitions: { nosec: { scheme: "nosec" } },
  security: "nosec",
  properties: {
    bridges: {
      title: "Bridges",
      type: "array",
      readOnly: true,
      forms: [{ href: `https://${makersList}/`, op: "readproperty", contentType: "application/json" }],
    },
  },
} as unknown as ThingDescription;
