import type { Advertise, Logger, MaybePromise } from "@thingwright/contracts";
import type { EmbeddedBrokerLimits } from "./broker-limits.js";

/** Who connects to an embedded broker. */
export interface ConnectingClient {
  readonly clientId: string;
  readonly user: { readonly name: string; readonly password: string } | undefined;
}

/** Options of {@link embeddedBroker}. */
export interface EmbeddedBrokerOptions {
  /** TCP port; 0 for any that is free. Default 1883. */
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
  /** Decides who may connect. Default: anybody. */
  readonly authenticate?: (client: ConnectingClient) => MaybePromise<boolean>;
  readonly limits?: Partial<EmbeddedBrokerLimits>;
  /** Told when a limit takes effect that no client hears of. Default: nothing. */
  readonly logger?: Logger;
}
