import { NetworkError, TimeoutError } from "@thingwright/errors";

/** Milliseconds for a peer to take note that nobody listens any more, unless whoever stops says how long. */
export const goodbyeMs = 2_000;

/**
 * Waits until the peer has heard that nobody listens any more. One that is gone, or does not answer in time, cannot be
 * told, and that is no failure of `RemoteSubscription.stop`: its sink is silent already.
 *
 * @throws {WotError} the refusal of a peer that is there, where the subscription may go on
 */
export async function farewell(telling: Promise<unknown>): Promise<void> {
  try {
    await telling;
  } catch (error) {
    if (!(error instanceof NetworkError) && !(error instanceof TimeoutError)) throw error;
  }
}
