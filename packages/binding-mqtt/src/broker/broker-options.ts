import type { Advertise, Logger, MaybePromise } from "@thingwright/contracts";
import type { EmbeddedBrokerLimits } from "./broker-limits.js";
import type { BrokerTls } from "./broker-tls.js";

/** Who connects to an embedded broker. */
export interface ConnectingClient {
  readonly clientId: string;
  readonly user: { readonly name: string; readonly password: string } | undefined;
  /** Verified by TLS: the common name of its certificate's subject, or the identity of its pre-shared key. */
  readonly identity: string | undefined;
}

/** How an embedded broker takes WebSockets. */
export interface BrokerWebSocket {
  /** 0 for any that is free. */
  readonly port: number;
  /** Origins of pages that may connect (RFC 6454 §6.2), or `"all"`. Clients that are no browser have none. Default: no page. */
  readonly origins?: readonly string[] | "all";
}

/** Options of {@link embeddedBroker}. */
export interface EmbeddedBrokerOptions {
  /** Port for TCP, or for TLS; 0 for any that is free. Default 1883, with `tls` 8883. */
  readonly port?: number;
  /** Address to listen on. Default `127.0.0.1`. */
  readonly address?: string;
  /**
   * Hosts by which peers are told to reach the broker, of which the first stands in `url`; `"all"` for every address of
   * this machine but loopback. Default: `address`. Needed, or `baseUrl`, when that means all interfaces.
   */
  readonly advertise?: Advertise | undefined;
  /** `url` for peers, when they reach the broker under another one (a proxy). */
  readonly baseUrl?: string | undefined;
  /** Has clients come by TLS only, those by WebSocket too. Default: by TCP. */
  readonly tls?: BrokerTls;
  /** Takes WebSockets as well. Default: it does not. */
  readonly webSocket?: BrokerWebSocket;
  /** Decides who may connect from elsewhere; `connect` is for this process and asks nobody. Default: anybody. */
  readonly authenticate?: (client: ConnectingClient) => MaybePromise<boolean>;
  readonly limits?: Partial<EmbeddedBrokerLimits>;
  /** Told when a limit takes effect that no client hears of. Default: nothing. */
  readonly logger?: Logger;
}
