import type { EffectiveForm } from "@thingwright/td";
import type { ThingSubject } from "../subject.js";
import { type HttpExchange, type HttpRequest, type HttpResponse, headerOf } from "../wire/http/http-exchange.js";
import { essenceOf } from "../wire/http/media-type.js";
import { type EventMessage, eventMessagesIn } from "./event-message.js";
import { maxOpenStreamBytes } from "./event-stream.js";
import { dressed } from "./profiled-form.js";

/** Longest time that a stream is kept open while something else is done, in milliseconds. */
export const maxOpenStreamMs = 30_000;

/** An event stream that is listened to while something else is done. */
export class OpenStream {
  readonly #exchange: Promise<HttpExchange>;
  readonly #end = new AbortController();
  #messages: readonly EventMessage[] = [];
  #hear: () => void = () => {};
  #open: () => void = () => {};
  #isEventStream = false;

  private constructor(form: EffectiveForm, subject: ThingSubject, lastEventId: string | undefined) {
    const resuming = lastEventId === undefined ? [] : [["Last-Event-ID", lastEventId] as const];
    const headers = [["Accept", "text/event-stream"] as const, ...resuming];
    const request: HttpRequest = { method: "GET", url: form.href, headers };
    this.#exchange = subject.http.listen(dressed(form, request, subject), {
      forMs: maxOpenStreamMs,
      until: this.#end.signal,
      opened: (response) => this.#opened(response),
      enough: (body) => this.#take(body),
    });
  }

  /**
   * Opens the stream of a Form; resolves when its response has begun, or when there will be none: one that has not begun
   * within `requestTimeoutMs` is left.
   *
   * @param lastEventId - the message after which it goes on
   */
  static async open(form: EffectiveForm, subject: ThingSubject, lastEventId?: string): Promise<OpenStream> {
    const stream = new OpenStream(form, subject, lastEventId);
    const begun = new Promise<void>((resolve) => {
      stream.#open = resolve;
    });
    const late = setTimeout(() => stream.#end.abort(), subject.http.requestTimeoutMs);
    await Promise.race([begun, stream.#exchange]);
    clearTimeout(late);
    return stream;
  }

  /** Whether it is an event stream. */
  get isEventStream(): boolean {
    return this.#isEventStream;
  }

  get messages(): readonly EventMessage[] {
    return this.#messages;
  }

  /** Where the first message is that `is` what is waited for, also when it came before; -1 after `forMs`, or when the stream ends. */
  heard(is: (message: EventMessage, index: number) => boolean, forMs: number): Promise<number> {
    return new Promise((resolve) => {
      const found = (): number => this.#messages.findIndex(is);
      const settle = (): void => {
        clearTimeout(timer);
        this.#hear = () => {};
        resolve(found());
      };
      const timer = setTimeout(settle, forMs);
      this.#hear = () => {
        if (found() >= 0) settle();
      };
      this.#hear();
      void this.#exchange.then(settle);
    });
  }

  /** Hangs up, and resolves with all that came. */
  async end(): Promise<HttpExchange> {
    this.#end.abort();
    return await this.#exchange;
  }

  #opened(response: HttpResponse): void {
    this.#isEventStream =
      response.status === 200 && essenceOf(headerOf(response, "content-type")) === "text/event-stream";
    this.#open();
  }

  #take(body: Uint8Array): boolean {
    if (this.#isEventStream) this.#messages = eventMessagesIn(new TextDecoder().decode(body));
    this.#hear();
    return body.byteLength >= maxOpenStreamBytes;
  }
}
