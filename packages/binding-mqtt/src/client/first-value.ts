import type { Reply } from "@thingwright/contracts";
import { ProtocolError, type WotError } from "@thingwright/errors";
import type { MessageListener } from "../connection/listener.js";
import type { InboundMessage } from "../connection/message.js";
import { replyOf } from "./reply.js";

/** Resolves with the first message that has a payload: an empty one says that there is no value any more. */
export class FirstValue implements MessageListener {
  readonly arrived: Promise<Reply>;
  readonly #contentType: string;
  #resolve!: (reply: Reply) => void;
  #reject!: (error: WotError) => void;

  constructor(contentType: string) {
    this.#contentType = contentType;
    this.arrived = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.arrived.catch(() => {});
  }

  message(message: InboundMessage): void {
    if (message.payload.length > 0) this.#resolve(replyOf(message, this.#contentType));
  }

  oversize(topic: string, sizeBytes: number): void {
    this.#reject(new ProtocolError("WOT_PROTOCOL", `the value of ${sizeBytes} bytes on ${topic} is over maxBodyBytes`));
  }

  interrupted(): void {}

  resumed(): void {}

  failed(error: WotError): void {
    this.#reject(error);
  }
}
