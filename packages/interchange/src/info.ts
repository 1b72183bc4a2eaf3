import type { ThingDescription } from "@thingwright/td";
import type { JsonObject, LossList } from "./conversion.js";
import { publicHref } from "./href/public-href.js";

/** Terms of a Thing that the Info Object or other parts of a document carry. */
const carriedTerms = new Set([
  ...["@context", "id", "title", "description", "version", "base", "security", "securityDefinitions"],
  ...["properties", "actions", "events", "forms", "uriVariables", "schemaDefinitions", "support"],
]);

/** The Info Object, the same in OpenAPI 3.1 and AsyncAPI 3.0. A Thing without a version gets `0.0.0`, for one is demanded. */
export function infoOf(thing: ThingDescription, losses: LossList, format: string): JsonObject {
  losses.addOthers(thing, "", carriedTerms, format);
  if (thing.id !== undefined) losses.add("/id", `${format} has no counterpart of id`);
  losses.addOthers(thing.version ?? {}, "/version", new Set(["instance"]), format);
  return {
    title: thing.title,
    version: thing.version?.instance ?? "0.0.0",
    ...(thing.description === undefined ? {} : { description: thing.description }),
    ...(thing.support === undefined ? {} : contactOf(thing.support, losses, format)),
  };
}

/** `contact` of the Info Object: an address of mail, else a URL. */
function contactOf(support: string, losses: LossList, format: string): JsonObject {
  const { href, removed } = publicHref(support);
  if (removed.length > 0) losses.add("/support", `${removed[0]} is left out: a secret is not published`);
  const email = /^mailto:([^?@\s]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+)$/i.exec(href)?.[1];
  if (email !== undefined && email.length <= 254) return { contact: { email } };
  if (/^https?:/i.test(href) && URL.canParse(href)) return { contact: { url: href } };
  losses.add("/support", `${format} takes an address of mail or a URL`);
  return {};
}
