import type { PreparedForm } from "@thingwright/contracts";
import { ProtocolError, type WotError } from "@thingwright/errors";
import type { MessageListener } from "../connection/listener.js";
import type { InboundMessage } from "../connection/message.js";
import { type ClientContext, exchangeWith } from "./client-context.js";
import type { FormTarget } from "./form-target.js";
import { replyOf } from "./reply.js";
import { doesNotSubscribe } from "./unoffered.js";

/**
 * `readproperty` by subscribing: the first message is the value. A broker has it at once when it was published with
 * RETAIN; otherwise this waits for the next one, and in the end for the deadline.
 */
export function retainedReadForm(context: ClientContext, target: FormTarget): PreparedForm {
  const { form } = target.request;
  return {
    ...doesNotSubscribe,
    request: (exchange) =>
      exchangeWith(
        context,
        target,
        exchange,
        () => `no retained value on ${target.terms.filters.join(", ") || target.terms.topic || form.href}`,
        async ({ connection }, { broker, variables }, deadline) => {
          const first = new FirstMessage();
          const filters = target.topicFilters(broker, variables);
          const listening = await connection.listen(filters, target.terms.qos ?? 0, first, deadline);
          try {
            return replyOf(await deadline.guard(first.arrived), form.response.contentType);
          } finally {
            void listening.stop();
          }
        },
      ),
  };
}

/** Resolves with the first message that has a payload: an empty one says that there is no value any more. */
class FirstMessage implements MessageListener {
  readonly arrived: Promise<InboundMessage>;
  #resolve!: (message: InboundMessage) => void;
  #reject!: (error: WotError) => void;

  constructor() {
    this.arrived = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.arrived.catch(() => {});
  }

  message(message: InboundMessage): void {
    if (message.payload.length > 0) this.#resolve(message);
  }

  oversize(topic: string, sizeBytes: number): void {
    const reason = `the value of ${sizeBytes} bytes on ${topic} is over maxBodyBytes`;
    this.#reject(new ProtocolError("WOT_PROTOCOL", reason));
  }

  interrupted(): void {}

  resumed(): void {}

  failed(error: WotError): void {
    this.#reject(error);
  }
}
