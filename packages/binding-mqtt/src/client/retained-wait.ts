import type { Clock, Timer } from "@thingwright/contracts";
import { RemoteError, type WotError } from "@thingwright/errors";
import type { BrokerConnection } from "../connection/broker-connection.js";
import type { Deadline } from "../connection/deadline.js";
import type { MessageListener } from "../connection/listener.js";
import type { QoS } from "../form/form-terms.js";

/** What to listen to, and for how long. */
export interface RetainedWait {
  readonly connection: BrokerConnection;
  readonly filters: readonly string[];
  readonly qos: QoS;
  readonly clock: Clock;
  /** From the acknowledgement of the subscription on; `undefined`: until the deadline. */
  readonly waitMs: number | undefined;
  readonly deadline: Deadline;
}

/**
 * Has `listener` listen until `heard` settles; `undefined` when it has not after `waitMs`. Brokers send what they have
 * retained with the acknowledgement of the subscription: nothing after a while means that there is nothing.
 */
export async function listenAWhile<T>(wait: RetainedWait, listener: MessageListener, heard: Promise<T>) {
  const { connection, filters, qos, clock, waitMs, deadline } = wait;
  const listening = await connection.listen(filters, qos, listener, deadline);
  let timer: Timer | undefined;
  const over = new Promise<undefined>((resolve) => {
    if (waitMs !== undefined) timer = clock.after(waitMs, () => resolve(undefined));
  });
  try {
    return await deadline.guard(Promise.race([heard, over]));
  } finally {
    timer?.cancel();
    void listening.stop();
  }
}

/** @see MQTT 5.0 §3.3.1.3 */
export const nothingRetained = (filters: readonly string[], { retainedWaitMs }: { retainedWaitMs: number }): WotError =>
  new RemoteError(
    "WOT_REMOTE",
    `nothing is retained on ${filters.join(", ")}, and nothing came within ${retainedWaitMs} ms (retainedWaitMs)`,
    { status: "nothing retained" },
  );
