import { escapePointer, isRecord } from "@thingwright/td";
import { broken } from "./broken.js";
import type { JsonObject } from "./json-object.js";

/** A place in a Thing Model that needs another one. */
export interface Reference {
  readonly url: string;
  /** JSON Pointer within the document at `url`. */
  readonly target: string;
  /** Where the reference stands. */
  readonly pointer: string;
  readonly assertion: "tm-extend" | "tm-tmRef2";
}

/** The models that `model` extends, in the order of its links (`tm-extend`). */
export function extensionsOf(model: JsonObject, url: string): readonly Reference[] {
  const links = Array.isArray(model.links) ? model.links : [];
  return links.flatMap((link, index) => {
    if (!isExtension(link)) return [];
    const pointer = `/links/${index}/href`;
    const href = absolute(link.href, url, pointer, "tm-extend");
    return [{ url: href.split("#", 1)[0]!, target: "", pointer, assertion: "tm-extend" as const }];
  });
}

export const isExtension = (link: unknown): link is JsonObject => isRecord(link) && link.rel === "tm:extends";

export const isSubmodel = (link: unknown): link is JsonObject => isRecord(link) && link.rel === "tm:submodel";

/** What a `tm:ref` at `pointer` points at: URI, `#`, JSON Pointer (`tm-tmRef1`). */
export function referenceOf(ref: unknown, url: string, pointer: string): Reference {
  const hash = typeof ref === "string" ? ref.indexOf("#") : -1;
  const target = hash === -1 ? undefined : pointerIn((ref as string).slice(hash + 1));
  if (target === undefined) throw broken(url, pointer, "must be a URI, # and a JSON Pointer", "tm-tmRef1");
  const file = (ref as string).slice(0, hash);
  const at = file === "" ? url : absolute(file, url, pointer, "tm-tmRef1");
  return { url: at, target, pointer, assertion: "tm-tmRef2" };
}

/** Every `tm:ref` in `value`, which must have been limited in depth. */
export function referencesIn(value: unknown, url: string, pointer = ""): readonly Reference[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const place = `${pointer}/${escapePointer(name)}`;
    return name === "tm:ref" ? [referenceOf(member, url, place)] : referencesIn(member, url, place);
  });
}

/** Where the first `tm:ref` in `value` stands; `undefined` where there is none. */
export function firstReference(value: unknown, pointer = ""): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (Object.hasOwn(value, "tm:ref")) return `${pointer}/tm:ref`;
  for (const [name, member] of Object.entries(value)) {
    const found = firstReference(member, `${pointer}/${escapePointer(name)}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The fragment as a JSON Pointer, percent-decoded (RFC 6901 §6). */
function pointerIn(fragment: string): string | undefined {
  try {
    const pointer = decodeURIComponent(fragment);
    return pointer === "" || pointer.startsWith("/") ? pointer : undefined;
  } catch {
    return undefined;
  }
}

/** `href` relative to the model at `url`. */
export function absolute(href: unknown, url: string, pointer: string, assertion: string): string {
  if (typeof href === "string" && URL.canParse(href)) return new URL(href).href;
  if (typeof href === "string" && url !== "" && URL.canParse(href, url)) return new URL(href, url).href;
  throw broken(url, pointer, "must be an absolute URI, or relative to the URL of the model", assertion);
}
