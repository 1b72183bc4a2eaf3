import { decodeSegment } from "@thingwright/contracts";

/** The text of `name` in `query`, still percent-encoded; the first one when there are several. */
export function rawQueryValue(query: string, name: string): string | undefined {
  for (const pair of query.split("&")) {
    const equals = pair.indexOf("=");
    const key = equals === -1 ? pair : pair.slice(0, equals);
    if (key === name || decodeSegment(key) === name) return equals === -1 ? "" : pair.slice(equals + 1);
  }
  return undefined;
}

/** The value of `name` in `query`; `undefined` when it is absent or its encoding is malformed. A `+` is a plus. */
export function queryValue(query: string, name: string): string | undefined {
  const raw = rawQueryValue(query, name);
  return raw === undefined ? undefined : decodeSegment(raw);
}

/**
 * The items of a list that RFC 6570 §3.2.8 expanded without `*`, a malformed one as it stands; `undefined` when there
 * is no list.
 */
export function queryList(query: string, name: string): readonly string[] | undefined {
  const raw = rawQueryValue(query, name);
  if (raw === undefined) return undefined;
  if (raw === "") return [];
  return raw.split(",").map((item) => decodeSegment(item) ?? item);
}
