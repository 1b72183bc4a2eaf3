import { UsageError } from "@thingwright/errors";
import type { CoreLink } from "./core-link.js";

/** Attributes that stand without quotes when they are one number (RFC 6690 §2, RFC 7252 §7.2.1). */
const numeric: ReadonlySet<string> = new Set(["ct", "sz"]);
const NAME = /^[\w!#$&+.^`|~-]+\*?$/;

/**
 * The document with these links; `parseLinks` reads it again.
 *
 * @throws {UsageError} WOT_ARGUMENT for a target with `<` or `>`, or an attribute's name that is none
 * @see RFC 6690 §2
 */
export const formatLinks = (links: Iterable<CoreLink>): string => Array.from(links, formatLink).join(",");

function formatLink({ target, attributes }: CoreLink): string {
  if (/[<>]/.test(target)) throw new UsageError("WOT_ARGUMENT", `${JSON.stringify(target)} is no URI reference`);
  let link = `<${target}>`;
  for (const [name, value] of attributes) link += `;${formatAttribute(name, value)}`;
  return link;
}

function formatAttribute(name: string, value: string): string {
  if (!NAME.test(name)) throw new UsageError("WOT_ARGUMENT", `${JSON.stringify(name)} names no attribute of a link`);
  if (value === "") return name;
  // A name with a star has an encoded value, which is never in quotes (RFC 6690 §2, RFC 5987 §3.2).
  const isBare = name.endsWith("*") ? /^[^\s",;\\]+$/.test(value) : numeric.has(name) && /^\d+$/.test(value);
  return isBare ? `${name}=${value}` : `${name}="${value.replace(/["\\]/g, "\\$&")}"`;
}
