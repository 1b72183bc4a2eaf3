import type { Exchange } from "@thingwright/contracts";
import { CredentialsError } from "@thingwright/errors";
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

/**
 * Takes the Form's peer into use, until it is released. Where credentials are needed it is connected as well, and when
 * the broker refuses them once more with those that the authenticator then has, if it sees a point in that.
 */
export async function contactPeer(
  context: ClientContext,
  target: FormTarget,
  exchange: Exchange,
  deadline: Deadline,
): Promise<Contact> {
  const { authenticator } = target.request;
  const first = await acquire(context, target, exchange, deadline);
  if (authenticator === undefined) return first;
  try {
    await first.peer.connection.open(deadline);
    return first;
  } catch (error) {
    context.peers.release(first.peer);
    if (!(error instanceof CredentialsError)) throw error;
    const uri = first.target.broker.url;
    const again = authenticator.challenged?.(error.challenges, { uri, method: "CONNECT" });
    if ((await deadline.guard(Promise.resolve(again))) !== true) throw error;
    return acquire(context, target, exchange, deadline);
  }
}

async function acquire(
  { peers }: ClientContext,
  form: FormTarget,
  exchange: Exchange,
  deadline: Deadline,
): Promise<Contact> {
  const target = await deadline.guard(form.resolve(exchange));
  return { target, peer: peers.acquire(target.broker, target.user, () => form.user()) };
}
