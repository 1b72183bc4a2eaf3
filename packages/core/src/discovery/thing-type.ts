import { resolveHref, type ThingDescription, tdMediaType } from "@thingwright/td";

const vocabulary = "https://www.w3.org/2022/wot/discovery#";

/** Whether `thing` is a Thing Description Directory (`exploration-directory-description-type`). */
export const isDirectory = (thing: ThingDescription): boolean => hasType(thing, "ThingDirectory");

/**
 * Where the Thing Description is that a Thing Link stands for; `undefined` when `thing` is no Thing Link, or one without a
 * target (`exploration-link-description-type`, `exploration-link-description-link`).
 *
 * @param url - where the Thing Link was found
 */
export function linkedDescription(thing: ThingDescription, url: string): string | undefined {
  if (!isThingLink(thing)) return undefined;
  const link = thing.links?.find(({ rel, type }) => rel === "describedby" && (type ?? tdMediaType) === tdMediaType);
  return link === undefined ? undefined : resolveHref(resolveHref(url, thing.base ?? ""), link.href);
}

/** Whether `thing` stands for another Thing Description. */
export const isThingLink = (thing: ThingDescription): boolean => hasType(thing, "ThingLink");

/** By the name in the discovery context, by a prefixed name, or by the whole IRI. */
function hasType(thing: ThingDescription, type: string): boolean {
  const types = [thing["@type"] ?? []].flat();
  return types.some((each) => each === type || each === vocabulary + type || each === `discovery:${type}`);
}
