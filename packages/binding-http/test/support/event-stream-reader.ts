import { type ClientRequest, type IncomingMessage, request } from "node:http";

/** The fields of one server-sent event, as they stood in the stream. */
export type Frame = Readonly<Record<string, string>>;

/** One connection to an event stream, read as text with nothing of ours in between. */
export class EventStreamReader implements Disposable {
  readonly response: IncomingMessage;
  ended = false;
  readonly #request: ClientRequest;
  readonly #frames: Frame[] = [];
  #rest = "";
  #wake: () => void = () => {};

  private constructor(sent: ClientRequest, response: IncomingMessage) {
    this.#request = sent;
    this.response = response;
    response.on("data", (chunk: Buffer) => this.#push(chunk.toString()));
    response.on("error", () => {});
    response.on("close", () => {
      this.ended = true;
      this.#wake();
    });
  }

  /** Resolves once the head of the response is there. */
  static open(port: number, path: string, headers: Readonly<Record<string, string>> = {}): Promise<EventStreamReader> {
    const all = { accept: "text/event-stream", ...headers };
    return new Promise((resolve, reject) => {
      const sent = request({ host: "127.0.0.1", port, path, headers: all, agent: false }, (response) =>
        resolve(new EventStreamReader(sent, response)),
      );
      sent.on("error", reject);
      sent.end();
    });
  }

  /** The first `count` events, once they have come. */
  async events(count: number): Promise<readonly Frame[]> {
    while (this.#frames.length < count && !this.ended) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#frames.slice(0, count);
  }

  [Symbol.dispose](): void {
    this.#request.destroy();
  }

  #push(text: string): void {
    const blocks = (this.#rest + text).split("\n\n");
    this.#rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const fields = block.split("\n").flatMap((line) => {
        const [, name = "", value = ""] = /^([^:]+):? ?(.*)$/.exec(line) ?? [];
        return name === "" ? [] : [[name, value] as const];
      });
      if (fields.length > 0) this.#frames.push(Object.fromEntries(fields));
    }
    this.#wake();
  }
}
