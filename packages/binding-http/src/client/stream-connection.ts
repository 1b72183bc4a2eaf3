import type { Timer } from "@thingwright/contracts";
import { NetworkError, TimeoutError, type WotError } from "@thingwright/errors";
import type { SubscriptionTask } from "./subscription-task.js";
import type { OpenStream, RawReply, TransportRequest } from "./transport.js";

/** How a connection ended: with an answer that is no stream, or with what cut it. */
export type StreamEnding = { readonly reply: RawReply } | { readonly error: WotError };

/** One connection of an event stream, from its request to its end. */
export class StreamConnection {
  /** Never rejects. */
  readonly ending: Promise<StreamEnding>;
  readonly #task: SubscriptionTask;
  #stream: OpenStream | undefined;
  #isOver = false;
  #timer: Timer | undefined;
  #resolve!: (ending: StreamEnding) => void;

  /** @param receive - gets each chunk; may throw, which cuts the connection */
  constructor(task: SubscriptionTask, request: TransportRequest, receive: (chunk: Uint8Array) => void) {
    this.#task = task;
    this.ending = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    this.#watch();
    if (this.#isOver) return;
    this.#stream = task.transport.open(request, {
      opened: () => this.#opened(),
      data: receive,
      refused: (reply) => this.#end({ reply }),
      ended: () => this.#end({ error: new NetworkError("WOT_NETWORK", "the peer ended the event stream") }),
      failed: (error) => this.#end({ error }),
    });
  }

  /** Closes it. */
  close(error: WotError): void {
    this.#stream?.cancel();
    this.#end({ error });
  }

  #watch(): void {
    const { deadline, state, settings, timeoutMs } = this.#task;
    deadline.onEnd = (error) => this.close(error);
    if (deadline.ended !== undefined) this.close(deadline.ended);
    else if (state.isEstablished) {
      const late = (): void => this.close(new TimeoutError("WOT_TIMEOUT", "the event stream does not come back"));
      this.#timer = settings.clock.after(timeoutMs, late);
    }
  }

  #opened(): void {
    this.#timer?.cancel();
    this.#task.deadline.met();
    this.#task.state.up();
  }

  #end(ending: StreamEnding): void {
    this.#isOver = true;
    this.#timer?.cancel();
    this.#resolve(ending);
  }
}
