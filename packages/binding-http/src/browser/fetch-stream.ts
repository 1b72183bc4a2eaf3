import { AbortError, asWotError } from "@thingwright/errors";
import type { OpenStream, StreamListener, TransportRequest } from "../client/transport.js";
import { FetchCall, type FetchSettings } from "./fetch-call.js";
import { FetchReply } from "./fetch-reply.js";

/** Bytes of a refusal that are read for its problem details. */
const maxProblemBytes = 65_536;

/** One request for an event stream. An EventSource could not send headers, nor say why it fails. */
export class FetchStream implements OpenStream {
  readonly call: FetchCall;
  /** Told once when it is over. */
  onEnd: () => void = () => {};
  readonly #listener: StreamListener;
  #isOver = false;

  constructor(listener: StreamListener, settings: FetchSettings) {
    this.call = new FetchCall(settings);
    this.#listener = listener;
  }

  cancel(): void {
    this.#end(() => {});
    this.call.giveUp(new AbortError("WOT_ABORTED", "the stream was cancelled"));
  }

  /** Never rejects; the listener hears nothing before the caller has this stream. */
  async run(request: TransportRequest): Promise<void> {
    try {
      const response = await this.call.send(request);
      if (isEventStream(response)) await this.#pass(response);
      else await this.#refuse(response);
    } catch (error) {
      this.fail(error);
    }
  }

  fail(error: unknown): void {
    this.#end(({ failed }) => failed(asWotError(error)));
  }

  async #pass(response: Response): Promise<void> {
    if (!this.#isOver) this.#listener.opened();
    await this.call.each(response, (chunk) => {
      if (!this.#isOver) this.#listener.data(chunk);
    });
    this.#end(({ ended }) => ended());
  }

  async #refuse(response: Response): Promise<void> {
    const body = await this.call.beginning(response, maxProblemBytes);
    this.#end(({ refused }) => refused(new FetchReply(response, body)));
  }

  #end(tell: (listener: StreamListener) => void): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.onEnd();
    tell(this.#listener);
  }
}

const isEventStream = ({ status, headers }: Response): boolean =>
  status === 200 && /^text\/event-stream\s*(?:;|$)/i.test(headers.get("content-type") ?? "");
