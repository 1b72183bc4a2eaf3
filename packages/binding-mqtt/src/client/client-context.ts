import type { Exchange } from "@thingwright/contracts";
import { Deadline } from "../connection/deadline.js";
import type { ClientSettings } from "./client-options.js";
import type { FormTarget, Target } from "./form-target.js";
import type { Peer, PeerPool } from "./peer-pool.js";

/** What the prepared forms of one client share. */
export interface ClientContext {
  readonly settings: ClientSettings;
  readonly peers: PeerPool;
}

/** Runs one exchange at its peer under its deadline. */
export async function exchangeWith<T>(
  context: ClientContext,
  target: FormTarget,
  exchange: Exchange,
  late: () => string,
  run: (peer: Peer, resolved: Target, deadline: Deadline) => Promise<T>,
): Promise<T> {
  using deadline = new Deadline(context.settings.clock, exchange, late);
  const resolved = await deadline.guard(target.resolve(exchange));
  const peer = context.peers.acquire(resolved.broker, resolved.user);
  try {
    return await run(peer, resolved, deadline);
  } finally {
    context.peers.release(peer);
  }
}
