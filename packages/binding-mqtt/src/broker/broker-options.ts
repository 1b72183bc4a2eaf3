import type { MaybePromise } from "@thingwright/contracts";

/** Who connects to an embedded broker. */
export interface ConnectingClient {
  readonly clientId: string;
  readonly user: { readonly name: string; readonly password: string } | undefined;
}

/** Options of {@link embeddedBroker}. */
export interface EmbeddedBrokerOptions {
  /** 0 for any that is free. Default 1883. */
  readonly port?: number | undefined;
  /** Default `127.0.0.1`. */
  readonly address?: string | undefined;
  /** Host for `url` when `address` stands for all interfaces. Default: the machine's name. */
  readonly advertisedHost?: string | undefined;
  /** Decides who may connect. Default: anybody. */
  readonly authenticate?: ((client: ConnectingClient) => MaybePromise<boolean>) | undefined;
  /** Larger messages end their connection. Default 1 MiB. */
  readonly maxPayloadBytes?: number | undefined;
  /** Default 1000. */
  readonly maxConnections?: number | undefined;
  /** Per connection. Default 1000. */
  readonly maxSubscriptions?: number | undefined;
  /** Topics with a retained message; further ones are delivered and not kept. Default 10 000. */
  readonly maxRetainedMessages?: number | undefined;
  /** Milliseconds until CONNECT. Default 10 000. */
  readonly connectTimeoutMs?: number | undefined;
  /** Milliseconds after which a subscriber that does not read is disconnected. Default 10 000. */
  readonly drainTimeoutMs?: number | undefined;
}
