import { decodeSegment } from "@thingwright/contracts";

/** The text that `pair` has for `name`, still percent-encoded; `undefined` when the pair is another one's. */
function rawValueIn(pair: string, name: string): string | undefined {
  const equals = pair.indexOf("=");
  const key = equals === -1 ? pair : pair.slice(0, equals);
  if (key !== name && decodeSegment(key) !== name) return undefined;
  return equals === -1 ? "" : pair.slice(equals + 1);
}

/**
 * The value of `name` in `query`, the first one when there are several; `undefined` when it is absent or its encoding is
 * malformed. A `+` is a plus.
 */
export function queryValue(query: string, name: string): string | undefined {
  for (const pair of query.split("&")) {
    const raw = rawValueIn(pair, name);
    if (raw !== undefined) return decodeSegment(raw);
  }
  return undefined;
}

/**
 * The items of a list as RFC 6570 §3.2.8 expands it: one `name=` with commas, with `*` one for each item; also both at
 * once. A malformed item is taken as it stands; `undefined` when there is no list.
 */
export function queryList(query: string, name: string): readonly string[] | undefined {
  const lists = query.split("&").flatMap((pair) => rawValueIn(pair, name) ?? []);
  if (lists.length === 0) return undefined;
  const items = lists.flatMap((list) => (list === "" ? [] : list.split(",")));
  return items.map((item) => decodeSegment(item) ?? item);
}
