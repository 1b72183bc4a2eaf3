import { type HostedThing, pathNames, uriPath } from "@thingwright/contracts";
import { type EmissionSource, eventSource, propertySource } from "../subscriptions/emission-source.js";

/** A topic that a subscriber has named. */
export interface Topic {
  readonly source: EmissionSource;
  /** The `uriVariables` in its query, still percent-encoded. */
  readonly query: string;
}

/** A URI without fragment: it goes into headers of what is distributed, in angle brackets (RFC 3986 §2, RFC 8288 §3). */
const isUri = /^(?:[\w\-.~:/?[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/;

/**
 * What `url` is of `thing`; `undefined` when it is nothing that can be subscribed to.
 *
 * @param base - base URI of the server
 */
export function topicAt(url: string, thing: HostedThing, base: string): Topic | undefined {
  if (!url.startsWith(`${base}/`) || !isUri.test(url)) return undefined;
  const [path = "", ...query] = url.slice(base.length).split("?");
  const names = pathNames(path);
  if (names === undefined) return undefined;
  const canonical = uriPath(names);
  const source = sourcesOf(thing).find((each) => each?.path === canonical);
  return source && { source, query: query.join("?") };
}

function sourcesOf(thing: HostedThing): readonly (EmissionSource | undefined)[] {
  return [
    ...[...thing.properties.values()].map((property) => propertySource(thing, property)),
    ...[...thing.events.values()].map((event) => eventSource(thing, event)),
  ];
}
