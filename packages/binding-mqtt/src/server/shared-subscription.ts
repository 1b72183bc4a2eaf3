import { UsageError } from "@thingwright/errors";
import type { BrokerConnection } from "../connection/broker-connection.js";
import type { Deadline } from "../connection/deadline.js";
import type { MessageListener } from "../connection/listener.js";
import { sharedFilter } from "../topic/topic-name.js";

/**
 * Tries whether the broker shares subscriptions, by one that nobody else has: some brokers take `$share` for the first
 * level of a topic, and then the members of a group would hear nothing.
 *
 * @param topic - that nobody else uses
 * @throws {UsageError} WOT_ARGUMENT when it does not
 */
export async function requireSharing(
  connection: BrokerConnection,
  group: string,
  topic: string,
  deadline: Deadline,
): Promise<void> {
  const echo = new Echo();
  try {
    const listening = await connection.listen([sharedFilter(group, topic)], 1, echo, deadline);
    try {
      await connection.publish({ topic, payload: Buffer.from("probe"), qos: 1, retain: false }, deadline);
      await deadline.guard(echo.heard);
    } finally {
      void listening.stop();
    }
  } catch (cause) {
    const message = `the broker ${connection.url} does not share subscriptions, which sharedGroup needs, or not those to ${topic}`;
    throw new UsageError("WOT_ARGUMENT", message, { cause });
  }
}

class Echo implements MessageListener {
  message!: () => void;
  readonly heard = new Promise<void>((resolve) => {
    this.message = resolve;
  });

  interrupted(): void {}

  resumed(): void {}

  failed(): void {}
}
