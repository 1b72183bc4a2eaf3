import { type Authentication, type Content, withCredentials } from "@thingwright/contracts";

/** What a request is made of, before it goes out. */
export interface Outgoing {
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly content: Content | undefined;
}

/** `request` with what authenticates it; values for the URI Template are in its path already. */
export function authenticated(request: Outgoing, authentication: Authentication): Outgoing {
  const { headers = {}, query = {}, cookies = {}, body } = authentication;
  const added = Object.entries(headers).flat();
  const jar = Object.entries(cookies).map(
    ([name, value]) => `${name}=${value.replace(/[;,\s"\\]/g, encodeURIComponent)}`,
  );
  if (jar.length > 0) added.push("cookie", jar.join("; "));
  return {
    path: withQuery(request.path, query),
    headers: [...request.headers, ...added],
    content: body === undefined ? request.content : withCredentials(request.content, body),
  };
}

/** `path` with these in its query, in place of others of the same name. */
function withQuery(path: string, query: Readonly<Record<string, string>>): string {
  const names = Object.keys(query).map(encodeURIComponent);
  if (names.length === 0) return path;
  const mark = path.indexOf("?");
  const pairs = mark === -1 ? [] : path.slice(mark + 1).split("&");
  const kept = pairs.filter((pair) => pair !== "" && !names.includes(pair.split("=", 1)[0]!));
  const added = Object.entries(query).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  return `${mark === -1 ? path : path.slice(0, mark)}?${[...kept, ...added].join("&")}`;
}
