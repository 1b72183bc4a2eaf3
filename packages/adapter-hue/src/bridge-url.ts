import { UsageError } from "@thingwright/errors";

/**
 * The base URL of a bridge: `https:`, as its key travels with each request. Plain `http:` is for this machine alone, and for bridges
 * of the first generation, which have nothing else, where that is allowed by name.
 *
 * @throws {UsageError} WOT_ARGUMENT for anything else
 */
export function bridgeUrl(text: string, allowInsecure = false): string {
  if (!URL.canParse(text)) throw wrong(text);
  const { protocol, username, password, origin, hostname, pathname, search, hash } = new URL(text);
  const isLocal = hostname === "127.0.0.1" || hostname === "[::1]" || hostname === "localhost";
  if (protocol !== "https:" && !(protocol === "http:" && (isLocal || allowInsecure))) throw wrong(text);
  if (username !== "" || password !== "" || pathname !== "/" || search !== "" || hash !== "") throw wrong(text);
  return origin;
}

const wrong = (text: string): UsageError =>
  new UsageError("WOT_ARGUMENT", `${JSON.stringify(text)} is no address of a Hue bridge, such as "https://192.0.2.7"`);
