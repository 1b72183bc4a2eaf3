import { isLoopback, listeningPort, uriHost } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";

/** Where peers reach this client with webhooks and WebSub. */
export interface CallbackOptions {
  /** Port to listen on; 0, the default, lets the system choose. */
  readonly port?: number;
  /** Address to listen on; default `127.0.0.1`. */
  readonly address?: string;
  /**
   * What peers are told in place of address and port, behind a proxy or in a container; may have a path. Needed when
   * `address` can be reached from other machines: which of its names peers can use is not guessed.
   */
  readonly baseUrl?: string;
  /** Certificate and key, PEM: the listener is then one of `https:`. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

/** The options with every default in its place. */
export interface CallbackSettings {
  readonly port: number;
  readonly address: string;
  readonly tls: CallbackOptions["tls"];
  /** Without a slash at its end. @param port - that it listens on */
  baseUrl(port: number): string;
}

/** @throws {UsageError} WOT_RANGE, WOT_ARGUMENT */
export function callbackSettingsOf({
  port = 0,
  address = "127.0.0.1",
  baseUrl,
  tls,
}: CallbackOptions): CallbackSettings {
  const scheme = tls === undefined ? "http" : "https";
  const common = { port: listeningPort(port), address, tls };
  if (baseUrl === undefined) {
    if (!isLoopback(address)) throw unusable("baseUrl must say how peers reach a listener that is not on loopback");
    return { ...common, baseUrl: (bound) => `${scheme}://${uriHost(address)}:${bound}` };
  }
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search !== "" || url.hash !== "") {
    throw unusable("baseUrl must be an http or https URL without query and fragment");
  }
  const base = url.href.replace(/\/+$/, "");
  return { ...common, baseUrl: () => base };
}

const unusable = (message: string): UsageError => new UsageError("WOT_ARGUMENT", `callbacks.${message}`);
