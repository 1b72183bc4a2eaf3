import type { EffectiveForm } from "@thingwright/td";

/** Headers that frame or route a message, or end at the next hop (RFC 9110 §7.6.1). */
const framing = [
  "host",
  "connection",
  "content-length",
  "content-encoding",
  "transfer-encoding",
  "keep-alive",
  "proxy-connection",
  "upgrade",
  "expect",
  "te",
  "trailer",
] as const;

/** Headers that carry credentials: those come from a security definition and its store, never from a document. */
const credentials = ["authorization", "proxy-authorization", "cookie"] as const;

const forbidden: ReadonlySet<string> = new Set([...framing, ...credentials]);

/**
 * The request headers that a Form asks for in `htv:headers`, names in lower case and values in turn; a sentence says why
 * they cannot be sent. A list of `htv:MessageHeader`, one alone, or an object of names and values, which JSON-LD
 * documents have for short. `Content-Type` is passed over: the Form's `contentType` says it.
 *
 * @see HTTP Binding Template, HTTP Vocabulary Terms
 */
export function formHeaders({ form }: EffectiveForm): readonly string[] | string {
  const headers: string[] = [];
  for (const [name, value] of fieldsOf(form["htv:headers"])) {
    if (typeof name !== "string" || !/^[\w!#$%&'*+.^`|~-]+$/.test(name))
      return "htv:headers has an entry without a usable name";
    const lower = name.toLowerCase();
    if (forbidden.has(lower)) return `htv:headers sets ${name}, which is not the Form's to set`;
    if (value === undefined || lower === "content-type") continue;
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(String(value))) return `htv:headers has an unusable value for ${name}`;
    headers.push(lower, String(value));
  }
  return headers;
}

/** Names and values, as yet unchecked. */
function fieldsOf(term: unknown): readonly (readonly [name: unknown, value: unknown])[] {
  if (term === undefined) return [];
  if (typeof term === "object" && term !== null && !Array.isArray(term) && !("htv:fieldName" in term)) {
    return Object.entries(term);
  }
  return [term].flat().map((entry: unknown) => {
    const field = (entry ?? {}) as Readonly<Record<string, unknown>>;
    return [field["htv:fieldName"], field["htv:fieldValue"]] as const;
  });
}
