import type { EffectiveForm } from "@thingwright/td";

/** Headers that frame or route a message: no Form may set them. */
const forbidden: ReadonlySet<string> = new Set([
  "host",
  "connection",
  "content-length",
  "transfer-encoding",
  "keep-alive",
  "upgrade",
  "expect",
  "te",
  "trailer",
]);

/**
 * The request headers that a Form asks for in `htv:headers`, names and values in turn; a sentence says why they cannot
 * be sent.
 */
export function formHeaders({ form }: EffectiveForm): readonly string[] | string {
  const listed = form["htv:headers"];
  if (listed === undefined) return [];
  const headers: string[] = [];
  for (const entry of [listed].flat()) {
    const { "htv:fieldName": name, "htv:fieldValue": value } = (entry ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof name !== "string" || !/^[\w!#$%&'*+.^`|~-]+$/.test(name))
      return "htv:headers has an entry without a usable name";
    if (forbidden.has(name.toLowerCase())) return `htv:headers sets ${name}, which is not the Form's to set`;
    if (value === undefined) continue;
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(String(value))) return `htv:headers has an unusable value for ${name}`;
    headers.push(name.toLowerCase(), String(value));
  }
  return headers;
}
