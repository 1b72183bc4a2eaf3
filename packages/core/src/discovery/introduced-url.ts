import type { ClientBinding } from "@thingwright/contracts";
import { ProtocolError, UnsupportedError } from "@thingwright/errors";

/** Longest address that is taken from others. */
const maxUrlLength = 2048;

/**
 * An address that somebody told of, as it is fetched: absolute, without fragment, without user, of a scheme that a client
 * serves. Two ways to write one address become one.
 *
 * @throws {ProtocolError} WOT_PROTOCOL for anything else
 * @throws {UnsupportedError} WOT_NO_FORM when no client has the scheme
 */
export function introducedUrl(text: string, clients: readonly ClientBinding[]): string {
  const url = text.length <= maxUrlLength && URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) throw new ProtocolError("WOT_PROTOCOL", "an introduction has an address that is no URL");
  if (url.username !== "" || url.password !== "") {
    throw new ProtocolError("WOT_PROTOCOL", "an introduction has an address with a user, which is not sent");
  }
  const scheme = url.protocol.slice(0, -1);
  if (!clients.some(({ manifest }) => manifest.schemes.includes(scheme))) {
    throw new UnsupportedError("WOT_NO_FORM", `no binding is installed for "${scheme}:", where a Thing was introduced`);
  }
  url.hash = "";
  return url.href;
}
