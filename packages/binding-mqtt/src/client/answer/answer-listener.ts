import type { Reply } from "@thingwright/contracts";
import { asWotError, ProtocolError, type WotError } from "@thingwright/errors";
import type { MessageListener } from "../../connection/listener.js";
import type { InboundMessage } from "../../connection/message.js";

/** Resolves with the first message that is the answer; what the broker had kept is older than the request. */
export class AnswerListener implements MessageListener {
  readonly answer: Promise<Reply>;
  readonly #read: (message: InboundMessage) => Reply | WotError | undefined;
  #resolve!: (reply: Reply) => void;
  #reject!: (error: WotError) => void;
  #asked = false;

  constructor(read: (message: InboundMessage) => Reply | WotError | undefined) {
    this.#read = read;
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.answer.catch(() => {});
  }

  /** From now on messages count: the request goes out. */
  asked(): void {
    this.#asked = true;
  }

  message(message: InboundMessage): void {
    if (message.retain || !this.#asked) return;
    try {
      const answer = this.#read(message);
      if (answer instanceof Error) this.#reject(answer);
      else if (answer !== undefined) this.#resolve(answer);
    } catch (error) {
      this.#reject(asWotError(error));
    }
  }

  oversize(topic: string, sizeBytes: number): void {
    if (!this.#asked) return;
    this.#reject(
      new ProtocolError("WOT_PROTOCOL", `the answer of ${sizeBytes} bytes on ${topic} is over maxBodyBytes`),
    );
  }

  /** The answer would have come on the connection that is lost. */
  interrupted(error: WotError): void {
    this.#reject(error);
  }

  resumed(): void {}

  failed(error: WotError): void {
    this.#reject(error);
  }
}
