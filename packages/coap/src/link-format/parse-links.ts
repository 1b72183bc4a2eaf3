import { ProtocolError } from "@thingwright/errors";
import type { CoreLink } from "./core-link.js";

/** Limits of {@link parseLinks}. */
export interface LinkFormatLimits {
  /** Longest document, in characters. */
  readonly maxLinkFormatLength: number;
  /** Links of one document; further ones are passed over. */
  readonly maxLinks: number;
}

export const defaultLinkFormatLimits: LinkFormatLimits = { maxLinkFormatLength: 256 * 1024, maxLinks: 4_096 };

const [target, attributeName, quoted, plain] = [
  /\s*<([^<>]*)>\s*/y,
  /;\s*([\w!#$%&'*+.^`|~-]+)\s*/y,
  /=\s*"((?:[^"\\]|\\[\s\S])*)"\s*/y,
  /=\s*([^\s",;]*)\s*/y,
];

/**
 * The links in a document of the CoRE Link Format. Runs in time proportional to its length.
 *
 * @throws {ProtocolError} WOT_PROTOCOL for a document that is none, or too long
 * @see RFC 6690 §2
 */
export function parseLinks(text: string, limits: LinkFormatLimits = defaultLinkFormatLimits): readonly CoreLink[] {
  if (text.length > limits.maxLinkFormatLength) throw malformed("it is too long");
  const links: CoreLink[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) return undefined;
    at = pattern.lastIndex;
    return match[1] ?? "";
  };
  while (at < text.length && links.length < limits.maxLinks) {
    const reference = take(target);
    if (reference === undefined) {
      if (links.length === 0 && text.trim() === "") return [];
      throw malformed(`there is no link at character ${at}`);
    }
    links.push({ target: reference, attributes: attributesOf(take) });
    if (at < text.length && text[at] !== ",") throw malformed(`there is neither link nor attribute at character ${at}`);
    at += 1;
  }
  return links;
}

function attributesOf(take: (pattern: RegExp) => string | undefined): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (let name = take(attributeName); name !== undefined; name = take(attributeName)) {
    const value = take(quoted)?.replace(/\\([\s\S])/g, "$1") ?? take(plain) ?? "";
    const key = name.toLowerCase();
    if (!attributes.has(key)) attributes.set(key, value);
  }
  return attributes;
}

const malformed = (why: string): ProtocolError =>
  new ProtocolError("WOT_PROTOCOL", `the list of links is malformed: ${why}`, { section: "RFC 6690 §2" });
