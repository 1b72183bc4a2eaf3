import { parseThingDescription, type ThingDescription } from "@thingwright/td";
import { type Outcome, outcome } from "../outcome.js";
import type { ThingSubject } from "../subject.js";
import { isCoapSuccess } from "../wire/coap/coap-exchange.js";
import { coapGet, resourceList } from "../wire/coap/coap-request.js";
import { isSuccess } from "../wire/http/http-exchange.js";
import type { Exchange } from "../wire/wire.js";
import { coapServer } from "./coap-server.js";
import { hasDirectoryApi } from "./directory-api.js";
import { type LinkValue, linkValuesIn } from "./link-value.js";
import { hasDiscoveryType } from "./thing-type.js";

/** A link in a list of resources that introduces a Thing, and what it leads to. */
export interface IntroducingLink {
  /** Resource types, in the order in which they are named. */
  readonly types: readonly string[];
  readonly url: string;
  /** The description behind it; absent when there is none. */
  readonly thing?: ThingDescription;
  /** What brought the description, and the list. */
  readonly exchanges: readonly Exchange[];
}

/** Most links of one list that are followed. */
export const maxIntroducingLinks = 5;

/** Resource types that WoT Discovery gives to links (§introduction-core-rd-sec). */
export const introducingTypes = ["wot.thing", "wot.directory"] as const;

/** What was got from an address, on either wire. */
interface Fetched {
  readonly exchange: Exchange;
  /** Of a success. */
  readonly body?: Uint8Array;
}

/**
 * The links of the servers of the Thing that introduce something: by their resource type, because they are well-known, or because
 * they say that they lead to a Thing Description. Nothing outside of the server that lists them is asked.
 */
export async function introducingLinks(subject: ThingSubject): Promise<readonly IntroducingLink[]> {
  const links: IntroducingLink[] = [];
  for (const list of listsOf(subject)) {
    const { exchange, body } = await fetched(subject, list);
    const found = body === undefined ? [] : linkValuesIn(new TextDecoder().decode(body));
    for (const link of found.filter(isIntroducing).slice(0, maxIntroducingLinks)) {
      links.push(await followed(link, list, exchange, subject));
    }
  }
  return links;
}

/** Where the servers of the Thing list their resources (RFC 6690 §4). */
export function listsOf({ thing, retrieval }: ThingSubject): readonly string[] {
  const coap = coapServer(thing);
  return [
    ...(retrieval === undefined ? [] : [new URL("/.well-known/core", retrieval.address).href]),
    ...(coap === undefined ? [] : [resourceList(coap)]),
  ];
}

const typesOf = ({ parameters }: LinkValue): readonly string[] => (parameters.get("rt") ?? "").split(/\s+/);

function isIntroducing(link: LinkValue): boolean {
  const isTyped = introducingTypes.some((type) => typesOf(link).includes(type));
  return isTyped || link.parameters.get("ct") === "432" || /\/\.well-known\/wot$/.test(link.target);
}

async function followed(
  link: LinkValue,
  list: string,
  listing: Exchange,
  subject: ThingSubject,
): Promise<IntroducingLink> {
  const url = resolved(link.target, list);
  const about = { types: typesOf(link), url: url ?? link.target };
  if (url === undefined) return { ...about, exchanges: [listing] };
  const { exchange, body } = await fetched(subject, url);
  const parsed = body === undefined ? undefined : parseThingDescription(body);
  return { ...about, ...(parsed?.ok === true && { thing: parsed.thing }), exchanges: [exchange, listing] };
}

/** The address of a link on the server that lists it; `undefined` for any other. */
function resolved(target: string, list: string): string | undefined {
  const scheme = /^[a-z]+:/i.exec(list)![0];
  const likeHttp = (url: string) => url.replace(/^coap:/i, "http:");
  if (!URL.canParse(likeHttp(target), likeHttp(list))) return undefined;
  const { origin, href } = new URL(likeHttp(target), likeHttp(list));
  if (origin !== new URL(likeHttp(list)).origin) return undefined;
  return scheme.toLowerCase() === "coap:" ? href.replace(/^http:/, "coap:") : href;
}

async function fetched(subject: ThingSubject, url: string): Promise<Fetched> {
  if (/^coap:/i.test(url)) {
    const exchange = await subject.coap.ask(coapGet(url));
    const { response } = exchange;
    return { exchange, ...(response !== undefined && isCoapSuccess(response) && { body: response.payload }) };
  }
  const headers = [["Accept", "application/td+json, application/link-format, application/json;q=0.9"]] as const;
  const exchange = await subject.http.ask({ method: "GET", url, headers });
  const { response } = exchange;
  return { exchange, ...(response !== undefined && isSuccess(response) && { body: response.body }) };
}

/** Whether every link to the description of a Thing, or of a directory, has the resource type for it. */
export function judgedLinks(links: readonly IntroducingLink[], type: (typeof introducingTypes)[number]): Outcome {
  const expected = `rt="${type}"`;
  const concerned = links.filter(({ thing }) => thing !== undefined && typeFor(thing) === type);
  const [first] = concerned;
  if (first === undefined) return outcome("not-claimed", expected, "no link leads to such a description");
  const odd = concerned.find(({ types }) => !types.includes(type));
  if (odd === undefined) return outcome("holds", expected, `${concerned.length} links have it`, ...first.exchanges);
  return outcome("violated", expected, `rt="${odd.types.join(" ")}" of ${odd.url}`, ...odd.exchanges);
}

/** A description that lacks the type of a directory is wrong itself, and not the link to it. */
const typeFor = (thing: ThingDescription): (typeof introducingTypes)[number] =>
  hasDiscoveryType(thing, "ThingDirectory") || hasDirectoryApi(thing) ? "wot.directory" : "wot.thing";
