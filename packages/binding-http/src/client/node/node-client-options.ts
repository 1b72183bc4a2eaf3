import type { CallbackOptions } from "../callbacks/callback-options.js";
import type { HttpClientOptions } from "../client-options.js";
import type { ClientSubprotocolFactory } from "../client-subprotocol.js";

/** What a client in Node.js has beside what every client has. */
export interface NodeHttpClientOptions extends HttpClientOptions {
  /** Subprotocols that this client has; default `defaultSubprotocols`. */
  readonly subprotocols?: readonly ClientSubprotocolFactory[];
  /** Where peers can call back, which `webhook` and `websub` need; off by default: such Forms are refused. */
  readonly callbacks?: CallbackOptions;
}
