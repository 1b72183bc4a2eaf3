import type { Logger, MaybePromise } from "@thingwright/contracts";
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
  /** Host for `url` when `address` stands for all interfaces. Default: the machine's name. */
  readonly advertisedHost?: string;
  /** Decides who may connect. Default: anybody. */
  readonly authenticate?: (client: ConnectingClient) => MaybePromise<boolean>;
  readonly limits?: Partial<EmbeddedBrokerLimits>;
  /** Told when a limit takes effect that no client hears of. Default: nothing. */
  readonly logger?: Logger;
}
