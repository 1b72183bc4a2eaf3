import type { CoreLink } from "@thingwright/coap";
import {
  type HostedAffordance,
  type HostedThing,
  type PathSegments,
  thingPaths,
  uriPath,
} from "@thingwright/contracts";
import type { ContentFormats } from "../content-formats.js";
import { OfferedTypes } from "../offered-types.js";
import { canTravel, segmentOf } from "../path-segment.js";

/**
 * A link to the resource of each affordance of `things`: its Content-Formats as `ct`, `obs` where it can be observed, and
 * its name as `title`.
 *
 * @see RFC 7252 §7.2.1, RFC 7641 §6
 */
export const affordanceLinks = (things: readonly HostedThing[], formats: ContentFormats): readonly CoreLink[] =>
  things.flatMap((thing) => linksOf(thing, formats));

function linksOf(thing: HostedThing, formats: ContentFormats): readonly CoreLink[] {
  const paths = thingPaths(thing, segmentOf);
  const link = (path: PathSegments, affordance: HostedAffordance, isObservable: boolean): readonly CoreLink[] =>
    canTravel(path) ? [affordanceLink(uriPath(path), affordance, isObservable, formats)] : [];
  return [
    ...[...thing.properties.values()].flatMap((one) => link(paths.property(one.name), one, one.observable)),
    ...[...thing.actions.values()].flatMap((one) => link(paths.action(one.name), one, false)),
    ...[...thing.events.values()].flatMap((one) => link(paths.event(one.name), one, true)),
  ];
}

function affordanceLink(
  target: string,
  { name, contentTypes }: HostedAffordance,
  isObservable: boolean,
  formats: ContentFormats,
): CoreLink {
  const types = new OfferedTypes(contentTypes, formats);
  const numbers = types.contentTypes.map((type) => types.numberOf(type)).filter((number) => number !== undefined);
  const attributes = new Map<string, string>();
  if (numbers.length > 0) attributes.set("ct", numbers.join(" "));
  if (isObservable) attributes.set("obs", "");
  attributes.set("title", name);
  return { target, attributes };
}
