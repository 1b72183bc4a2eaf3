import type { ThingDescription } from "@thingwright/td";
import type { JsonObject, LossList } from "./conversion.js";

/** Terms of a Thing that the Info Object or other parts of a document carry. */
const carriedTerms = new Set([
  ...["@context", "id", "title", "description", "version", "base", "security", "securityDefinitions"],
  ...["properties", "actions", "events", "forms", "uriVariables", "schemaDefinitions", "support"],
]);

/** The Info Object, the same in OpenAPI 3.1 and AsyncAPI 3.0. A Thing without a version gets `0.0.0`, for one is demanded. */
export function infoOf(thing: ThingDescription, losses: LossList, format: string): JsonObject {
  losses.addOthers(thing, "", carriedTerms, format);
  if (thing.id !== undefined) losses.add("/id", `${format} has no counterpart of id`);
  if (thing.version?.model !== undefined) losses.add("/version/model", `${format} has no counterpart of version.model`);
  return {
    title: thing.title,
    version: thing.version?.instance ?? "0.0.0",
    ...(thing.description === undefined ? {} : { description: thing.description }),
    ...(thing.support === undefined ? {} : { contact: contactOf(thing.support) }),
  };
}

const contactOf = (support: string): JsonObject =>
  support.startsWith("mailto:") ? { email: support.slice("mailto:".length) } : { url: support };
