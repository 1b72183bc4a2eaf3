import { isRecord } from "@thingwright/td";
import type { JsonObject } from "./json-object.js";
import { isExtension } from "./references.js";

/** What a model takes over from the model at `url` that it extends: all but the version, which is that of one model. */
export function inheritable({ version: _version, ...model }: JsonObject, url: string): JsonObject {
  return { ...model, links: inheritedLinks(model.links, url) };
}

/**
 * The links of the model at `url` that a model which extends it takes over, their targets absolute where they can be.
 * Links that say what the model itself extends or is an instance of are not among them (`tm-rel-type-maximum`).
 */
function inheritedLinks(links: unknown, url: string): readonly unknown[] {
  const kept = listOf(links).filter((link) => !isExtension(link) && !(isRecord(link) && link.rel === "type"));
  return kept.map((link) => (isRecord(link) ? { ...link, ...absoluteHref(link.href, url) } : link));
}

/** A placeholder stays as it is: what it will be is not known yet. */
function absoluteHref(href: unknown, url: string): { readonly href?: string } {
  if (typeof href !== "string" || href.includes("{{") || !URL.canParse(href, url)) return {};
  return { href: new URL(href, url).href };
}

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
