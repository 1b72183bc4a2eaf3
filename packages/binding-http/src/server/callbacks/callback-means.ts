import type { CallbackClient } from "./callback-client.js";
import type { CallbackPolicy } from "./callback-policy.js";

/** What the subprotocols that send to callbacks share. */
export interface CallbackMeans {
  readonly policy: CallbackPolicy;
  readonly client: CallbackClient;
  /** Base URI of the server. */
  readonly base: () => string;
}
