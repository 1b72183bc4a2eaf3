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

/** A peer in use, and where the exchange goes there. */
export interface Contact {
  readonly peer: Peer;
  readonly target: Target;
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
  const contact = await contactPeer(context, target, exchange, deadline);
  try {
    return await run(contact.peer, contact.target, deadline);
  } finally {
    context.peers.release(contact.peer);
  }
}

/** Takes the Form's peer into use, until it is released. Where credentials are needed it is connected as well. */
export async function contactPeer(
  { peers }: ClientContext,
  form: FormTarget,
  exchange: Exchange,
  deadline: Deadline,
): Promise<Contact> {
  const target = await deadline.guard(form.resolve(exchange));
  const peer = peers.acquire(target.broker, target.identity, (refusal) => form.identity(refusal));
  if (form.request.authenticator === undefined) return { peer, target };
  try {
    await peer.connection.begin(deadline);
    return { peer, target };
  } catch (error) {
    peers.release(peer);
    throw error;
  }
}
