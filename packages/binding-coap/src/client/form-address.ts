import { isIP } from "node:net";
import { type CoapScheme, type CoapUri, parseCoapUri } from "@thingwright/coap";
import { isWotError, ProtocolError } from "@thingwright/errors";
import { resolveHref, type UriTemplate } from "@thingwright/td";

/** Where the requests of a Form go: a peer that is always the same, and a path that may depend on variables. */
export interface FormAddress {
  readonly scheme: CoapScheme;
  readonly peer: Pick<CoapUri, "host" | "port">;
  /** Whether the peer has to be looked up by name. */
  readonly hasName: boolean;
  /** The whole address when no variable is in it. */
  readonly constant: string | undefined;
  /** The address for `variables`. @throws {DataSchemaError} for a value that cannot stand in a URI */
  uri(variables: Readonly<Record<string, unknown>>): string;
}

/**
 * The address of `href`; a sentence says why it has none. No variable may reach into the authority: it would decide
 * where credentials go.
 */
export function formAddress(href: UriTemplate): FormAddress | string {
  const match = /^((coaps?(?:\+tcp)?):\/\/[^/?#{]*)(\{[/?#])?/i.exec(href.template);
  if (match === null) return "the address is not a coap or coaps URI, nor one of these over TCP";
  const authority = match[1]!;
  const scheme = match[2]!.toLowerCase() as CoapScheme;
  if (href.template[authority.length] === "{" && match[3] === undefined) return "a variable reaches into the authority";
  const constant = href.variables.length === 0 ? withoutFragment(href.expand({})) : undefined;
  try {
    const { host, port } = parseCoapUri(constant ?? authority, scheme);
    const uri = (variables: Readonly<Record<string, unknown>>): string =>
      constant ?? withoutFragment(href.expand(variables));
    return { scheme, peer: { host, port }, hasName: isIP(host) === 0, constant, uri };
  } catch (error) {
    if (!isWotError(error)) throw error;
    return `the address ${error.message}`;
  }
}

/**
 * `location`, seen from `uri`.
 *
 * @throws {ProtocolError} when it leads to another peer: whoever answered must not choose where credentials go
 */
export function locationAt(uri: string, location: string, { scheme, peer }: FormAddress): string {
  const target = withoutFragment(resolveHref(uri, location));
  const found = parsed(target, scheme);
  if (found?.host === peer.host && found.port === peer.port) return target;
  throw new ProtocolError("WOT_PROTOCOL", `the location ${location} is not at the peer of the Form`);
}

function parsed(uri: string, scheme: CoapScheme): CoapUri | undefined {
  try {
    return parseCoapUri(uri, scheme);
  } catch {
    return undefined;
  }
}

function withoutFragment(uri: string): string {
  const hash = uri.indexOf("#");
  return hash === -1 ? uri : uri.slice(0, hash);
}
