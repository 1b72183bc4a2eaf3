import { isIP } from "node:net";
import { isLoopback } from "@thingwright/contracts";
import { CredentialsError, RequestError, UsageError } from "@thingwright/errors";
import { checkedNetworks, type Networks, networksOf, withoutMapping } from "../connections/networks.js";
import { specialAddresses } from "./special-addresses.js";

/** Which addresses peers may have the server send to. */
export interface HttpServerCallbacks {
  /**
   * Origins of callback URLs, as `https://house.example`, or a predicate. What is not allowed is refused with 403. A
   * predicate is asked about `https` only, and about `http` to a loopback address; a listed origin may be any `http`.
   */
  readonly allow: readonly string[] | ((callback: URL) => boolean);
  /**
   * Addresses or networks that are not of the public Internet (`192.168.0.0/16`, `127.0.0.1`) and that may be sent to all
   * the same, as the address of a host that is allowed. Default none; an origin of `allow` that has such an address as its
   * host needs no entry here.
   */
  readonly networks?: readonly string[];
}

/** Longest callback URL. */
const maxCallbackLength = 2_048;

/**
 * Keeps peers from having the server send to where they cannot: an address is looked at when somebody subscribes, and
 * again each time that a connection is made, when its host has been resolved.
 */
export class CallbackPolicy {
  readonly #allow: readonly string[] | ((callback: URL) => boolean);
  readonly #networks: Networks;
  /** Hosts of `allow` that are addresses. */
  readonly #listedAddresses: ReadonlySet<string>;

  /** @throws {UsageError} WOT_ARGUMENT for an origin or a network that is none */
  constructor({ allow, networks = [] }: HttpServerCallbacks) {
    this.#allow = typeof allow === "function" ? allow : allow.map(checkedOrigin);
    this.#networks = networksOf(checkedNetworks(networks, "callbacks.networks"));
    const origins = typeof allow === "function" ? [] : allow;
    this.#listedAddresses = new Set(
      origins.map((origin) => hostOf(new URL(origin))).filter((host) => isIP(host) !== 0),
    );
  }

  /**
   * The URL that `text` is.
   *
   * @throws {RequestError} WOT_BAD_REQUEST when it is none that can be called
   * @throws {CredentialsError} WOT_CREDENTIALS_REFUSED when it may not be
   */
  check(text: string): URL {
    const url = text.length <= maxCallbackLength && URL.canParse(text) ? new URL(text) : undefined;
    const isHttp = url?.protocol === "http:" || url?.protocol === "https:";
    if (url === undefined || !isHttp || url.username !== "" || url.password !== "" || url.hash !== "") {
      throw new RequestError("WOT_BAD_REQUEST", "the callback must be an http or https URL without user and fragment");
    }
    const host = hostOf(url);
    if (this.#allows(url) && (isIP(host) === 0 || this.allowsAddress(host))) return url;
    throw new CredentialsError("WOT_CREDENTIALS_REFUSED", "this server may not call there");
  }

  /** Whether a connection may go to this address, which a host of a callback has. */
  allowsAddress(address: string): boolean {
    const plain = withoutMapping(address);
    return !specialAddresses.has(plain) || this.#networks.has(plain) || this.#listedAddresses.has(plain);
  }

  #allows(url: URL): boolean {
    if (typeof this.#allow !== "function") return this.#allow.includes(url.origin);
    if (url.protocol === "http:" && !isLoopback(hostOf(url))) return false;
    try {
      return this.#allow(url) === true;
    } catch {
      return false;
    }
  }
}

/** The host of `url`, without the brackets of an IPv6 address. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, "");

function checkedOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url !== undefined && /^https?:$/.test(url.protocol) && url.href.replace(/\/$/, "") === url.origin;
  if (isOrigin) return url.origin;
  throw new UsageError("WOT_ARGUMENT", `callbacks.allow must have origins as "https://house.example", not "${text}"`);
}
