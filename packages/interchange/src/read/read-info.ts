import { isRecord } from "@thingwright/td";
import type { JsonObject } from "../conversion.js";
import { publicHref } from "../href/public-href.js";
import { isText } from "./entries.js";
import type { Source } from "./source.js";

const carriedTerms = new Set(["title", "description", "version", "contact"]);

/** `title`, `description`, `version` and `support` of a Thing from the Info Object of OpenAPI or AsyncAPI. */
export function readInfo({ document, losses }: Source): JsonObject {
  const info = isRecord(document.info) ? document.info : {};
  losses.addOthers(info, "/info", carriedTerms, "a Thing Description");
  const { title, description, version, contact } = info;
  const support = isRecord(contact) ? supportOf(contact) : undefined;
  if (contact !== undefined && support === undefined) losses.add("/info/contact", "this contact is no URI");
  return {
    title: isText(title) ? title : "Untitled",
    ...(isText(description) ? { description } : {}),
    ...(isText(version) ? { version: { instance: version } } : {}),
    ...(support === undefined ? {} : { support }),
  };
}

function supportOf({ email, url }: JsonObject): string | undefined {
  if (isText(url) && URL.canParse(url)) return publicHref(new URL(url).href).href;
  return isText(email) && /^[a-z0-9.!#$&'*+/=^_`{|}~-]+@[a-z0-9.-]+$/i.test(email) && !/[{}|^`]/.test(email)
    ? `mailto:${email}`
    : undefined;
}
